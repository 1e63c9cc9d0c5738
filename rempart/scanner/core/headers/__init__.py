"""Judges what response headers promise: pure functions from one recorded exchange to ten checks."""
