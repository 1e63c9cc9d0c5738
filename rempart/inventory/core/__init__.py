"""Rules without I/O: reading feeds, matching versions, how grave a flaw is."""
