"""Buttons for mail programs: their files, and how each is packed, byte for byte the same everywhere."""
