"""The scored contest: departments attack and defend small sites of their own on a range (AWR-10, ADD-07)."""
