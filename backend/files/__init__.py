"""How bytes enter: one way, by digest (design §2, idea 1)."""
