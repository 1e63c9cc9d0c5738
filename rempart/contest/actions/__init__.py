"""What people and the clock do in a contest."""
