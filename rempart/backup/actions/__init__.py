"""What the vault writes, one action a file."""
