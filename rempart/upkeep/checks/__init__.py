"""The questions of `rempart doctor`: one file each, found by walking this package."""
