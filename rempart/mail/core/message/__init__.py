"""A mail taken apart: header lines, parts, texts, links. Every reader here meets hostile bytes, is bounded, never raises."""
