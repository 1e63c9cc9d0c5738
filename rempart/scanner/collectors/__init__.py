"""One collector, one file; found by walking this folder."""
