"""Finds units by walking packages, and fails loudly on what is no whole unit."""
