"""Lessons of twenty minutes, one file each per language; their form stands in docs/lessons.md."""
