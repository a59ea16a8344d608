"""Messages to people: written with their cause, delivered afterwards (design §7)."""
