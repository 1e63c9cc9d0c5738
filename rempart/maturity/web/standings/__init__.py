"""What the level model lends to the pages of other areas."""
