"""Tests of the watch-tower."""
