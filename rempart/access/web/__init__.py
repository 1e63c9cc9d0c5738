"""Pages of signing in and the keeper of sessions."""
