"""Moving to another phone number: by oneself, or vouched for."""
