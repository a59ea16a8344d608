"""Pictures that look like phone photos of a meeting, drawn from words and a seed; the demo holds no image files."""
