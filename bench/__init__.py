"""Measurements beside the peers, each in one run; results go to docs/benchmarks.md by hand, with their date."""
