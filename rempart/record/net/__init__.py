"""The sockets of the outlets, all through the guarded way out."""
