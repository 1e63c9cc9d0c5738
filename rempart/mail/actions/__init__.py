"""What people and duties do about mail."""
