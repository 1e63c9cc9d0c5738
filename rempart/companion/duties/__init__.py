"""Background work: the sites are asked."""
