"""Hits of drill mails: what is kept of one, and whether a machine or a person was at work."""
