"""Pages and API of copies and drills."""
