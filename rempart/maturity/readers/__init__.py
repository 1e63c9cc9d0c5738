"""Follow the ledger: facts and claims in, verdicts out."""
