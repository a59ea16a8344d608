"""Half-days: when they are, how they may change, what is done in them."""
