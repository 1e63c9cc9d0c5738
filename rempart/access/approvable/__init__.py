"""What needs a second person here; one unit each."""
