"""`migrate`, which makes the tables of a new installation in one go."""
