"""The list of projects and its export."""
