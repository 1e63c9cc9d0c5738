"""Reading the ledger as an auditor does, and letting it out to other systems."""
