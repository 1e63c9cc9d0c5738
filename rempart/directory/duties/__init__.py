"""What the directory does again and again; one file each."""
