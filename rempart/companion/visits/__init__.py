"""What the companions count, for whoever judges it."""
