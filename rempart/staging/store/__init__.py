"""Tables of copies and drills."""
