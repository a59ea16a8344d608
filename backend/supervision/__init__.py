"""On-site supervision of meetings: projects, slots, commitments, captures, rulings (catalogue 11, design §4)."""
