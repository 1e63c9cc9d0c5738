"""Rules without I/O: causes, quiet hours, plans, digests, words."""
