"""Tests of rempart/watch/monitors."""
