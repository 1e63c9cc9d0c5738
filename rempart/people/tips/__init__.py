"""Tips to read over a coffee, one file each, in three languages."""
