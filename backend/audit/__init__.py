"""Nothing changes without a trace: the unit of work, events, the sealed chain and its check (design §2, §8)."""
