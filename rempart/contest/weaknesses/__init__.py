"""Weaknesses that a site of the range begins with, one file each."""
