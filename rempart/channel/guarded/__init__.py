"""The asynchronous way to servers that a stranger named: names asked, addresses judged, every step within a limit."""
