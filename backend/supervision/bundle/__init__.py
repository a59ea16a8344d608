"""The evidence of a project as one file that checks itself."""
