"""One write, one file: permission, change and event in one transaction."""
