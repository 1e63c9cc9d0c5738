"""Background work: the index follows the ledger, the outlets are served."""
