"""Pages, forms and the API of updates."""
