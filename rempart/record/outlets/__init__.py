"""Formats in which the record leaves the house, one file each."""
