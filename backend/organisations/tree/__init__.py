"""The tree of organisations: moving, closing, codes, and its import."""
