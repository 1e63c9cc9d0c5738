"""Joiners, movers, leavers: who comes, changes and goes, and how fast access follows."""
