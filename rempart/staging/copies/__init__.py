"""Copies of sites given to other areas, in the form of channel/copies.py."""
