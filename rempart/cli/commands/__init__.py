"""One command, one file; found by walking this folder."""
