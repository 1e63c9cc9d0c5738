"""Drill mails that ship: one file each, in three languages. Firms and people in them are invented."""
