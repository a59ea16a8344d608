"""A rescue zip handed in for a phone that can’t send."""
