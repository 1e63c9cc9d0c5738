"""What signing in does in the background."""
