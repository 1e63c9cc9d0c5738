"""Organisations, sites, hosts, people, teams, suppliers, accounts, and the base of every action."""
