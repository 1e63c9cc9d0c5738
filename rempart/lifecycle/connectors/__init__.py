"""Systems in which access ends, one file each."""
