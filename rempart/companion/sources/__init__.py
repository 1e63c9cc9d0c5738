"""Where the vault reads a site from, one file each."""
