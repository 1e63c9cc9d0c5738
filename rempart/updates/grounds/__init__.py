"""How an update changes places on this machine."""
