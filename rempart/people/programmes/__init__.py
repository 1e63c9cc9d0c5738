"""Programmes ready to begin: one file each, in three languages, days counted from its first day."""
