"""Tables of updates."""
