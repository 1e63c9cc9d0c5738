"""Sends what a channel composed."""
