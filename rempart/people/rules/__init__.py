"""Rules explained: laws and standards, one file each per language, found by walking (COMP-05, COMP-06, ADD-01)."""
