"""What tests are made of: builders of realistic things, good and hostile."""
