"""Rules of updates that need no disk and no server."""
