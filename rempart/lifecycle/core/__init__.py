"""Decides and describes; no database, no network."""
