"""Rules of learning without I/O: the form of lessons and cases, their checks, what an attempt is worth."""
