"""Tables of the area."""
