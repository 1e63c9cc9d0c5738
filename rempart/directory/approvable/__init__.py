"""What the directory lets a second person approve; one file each."""
