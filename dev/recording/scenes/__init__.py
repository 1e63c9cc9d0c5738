"""Scenes by fixture; each module holds SCENES. A new one touches no other file."""
