"""One write per file: a lesson begun, a step taken, a question repeated, what is old forgotten."""
