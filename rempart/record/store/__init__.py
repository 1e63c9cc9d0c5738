"""Tables of the area: the index, the outlets and what became of their deliveries."""
