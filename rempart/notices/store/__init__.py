"""Tables of the notices."""
