"""Logs for those who watch over a deployment: read only, made of what the other areas recorded (catalogue 15)."""
