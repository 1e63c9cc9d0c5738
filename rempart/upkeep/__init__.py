"""Running the product itself: its backups, restore, upgrade, keys, check-up and removal."""
