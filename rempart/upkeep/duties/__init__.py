"""What upkeep does by itself, in the worker: one file each."""
