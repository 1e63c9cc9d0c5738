"""Notices: who is told of what, when and how, and what happens when nobody answers."""
