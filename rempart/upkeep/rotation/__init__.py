"""Keys that `rempart rotate-key` can replace, one file each."""
