"""What the worker does for contests."""
