"""A reported mail, without I/O: what is in it, who sent it on, what it is like, how it is shown and answered."""
