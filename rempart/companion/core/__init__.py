"""Pure: what companions answer, what happened on sites, what follows from it."""
