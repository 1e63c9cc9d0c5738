"""Tests of rempart/watch/server."""
