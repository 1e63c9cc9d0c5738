"""The hub's side of witnessing: whom it asks, what they answered, and which checkpoint an export shows."""
