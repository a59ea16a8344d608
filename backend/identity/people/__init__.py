"""People: stored sealed, disabled, consenting, erased."""
