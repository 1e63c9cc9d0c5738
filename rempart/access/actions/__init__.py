"""One write per file."""
