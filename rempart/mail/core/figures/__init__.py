"""Figures of drills: rates with their intervals, cuts that single out nobody, and whether teaching had an effect."""
