"""What the on-site lead’s phone asks for and sends."""
