"""The only code of the area that calls other systems."""
