"""What learning does by itself."""
