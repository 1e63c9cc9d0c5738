"""Tests of rempart/watch/net."""
