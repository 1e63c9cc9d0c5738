"""One file for each database that can hold the ledger; all speak the same functions."""
