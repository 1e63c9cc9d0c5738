"""Tables of the contest."""
