"""One control, one file; found by walking this folder. The French and Chinese texts stand beside each."""
