"""Pages and API of the contest."""
