"""Tests of the contest."""
