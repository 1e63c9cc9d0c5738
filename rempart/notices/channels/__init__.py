"""Ways to reach a person or a room: one file each, texts in French and Chinese beside it."""
