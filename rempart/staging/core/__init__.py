"""What a copy may and may not, as plain values."""
