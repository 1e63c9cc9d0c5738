"""Where repositories stand, one file each."""
