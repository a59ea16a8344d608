"""Demo data and the role picker, on a database that was empty and is marked as demo (design §11)."""
