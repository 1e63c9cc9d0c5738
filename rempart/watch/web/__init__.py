"""Pages, doors and the API of the watch-tower."""
