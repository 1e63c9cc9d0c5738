"""Tables of signing in."""
