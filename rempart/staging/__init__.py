"""Copies of a site that have no way out, and the fire drill that brings one back, tries it and throws it away."""
