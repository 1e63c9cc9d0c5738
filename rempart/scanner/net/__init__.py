"""The only sockets of the scanner: resolver, address guard, pinned connections, pacing, and the run itself."""
