"""Tests of rempart/watch/web."""
