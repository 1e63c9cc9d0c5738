"""Pure rules: no I/O, no clock; the same input gives the same bytes."""
