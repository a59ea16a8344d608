"""One-time codes: log-in of everybody but on-site leads (design §9)."""
