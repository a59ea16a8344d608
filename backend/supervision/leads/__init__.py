"""On-site leads: naming, replacing, their login codes."""
