"""Tests of its pure core."""
