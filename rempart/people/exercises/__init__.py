"""Drills that are played in a room or over a day: one file each and language, found by walking."""
