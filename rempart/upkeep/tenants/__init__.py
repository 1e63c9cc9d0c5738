"""One organisation as a whole: written out, taken in elsewhere, deleted. What belongs to it is found by walking the models."""
