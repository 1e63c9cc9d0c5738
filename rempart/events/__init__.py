"""The closed list of what may be written to the ledger: one file per area; area.subject.verb, past tense."""
