"""Where a site is read from, one file each."""
