"""What signing in asks of other machines."""
