"""Addresses of mail that are answered before Django."""
