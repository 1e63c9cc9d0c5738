"""Template filters of signing in."""
