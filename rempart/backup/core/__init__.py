"""What the vault decides, without I/O."""
