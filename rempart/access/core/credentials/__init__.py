"""Secrets of programs in their files: read as data, judged, never kept and never shown."""
