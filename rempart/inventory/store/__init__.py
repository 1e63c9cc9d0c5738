"""Tables and questions."""
