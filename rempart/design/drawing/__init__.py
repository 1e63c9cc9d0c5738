"""Drawings made on the server: plain values in, SVG text out; no Django, no clock, no randomness."""
