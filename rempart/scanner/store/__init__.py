"""Runs, consents and schedules."""
