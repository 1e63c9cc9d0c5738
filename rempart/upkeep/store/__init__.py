"""What upkeep remembers in rows: exports that were asked for in the console."""
