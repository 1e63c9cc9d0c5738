"""What the mail area does by itself."""
