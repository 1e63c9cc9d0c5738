"""How a site is reached, for those who write to it."""
