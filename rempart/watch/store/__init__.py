"""Tables and questions of the watch-tower."""
