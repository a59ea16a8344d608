"""What is removed once it was kept long enough, and a person’s erasure."""
