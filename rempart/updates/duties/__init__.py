"""What is done again and again."""
