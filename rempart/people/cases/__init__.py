"""What happened elsewhere: one file each per language, found by walking (CASE-1..10)."""
