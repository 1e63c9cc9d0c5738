"""Tests of rempart/watch/actions."""
