"""How an update changes places on a site behind its companion."""
