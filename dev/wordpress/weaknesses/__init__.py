"""Weaknesses by subject: each name is one that a collector must find, and no longer find once it is removed."""
