"""How an update changes places on a server that is reached over SSH."""
