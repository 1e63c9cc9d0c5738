"""Facts, verdicts and levels folded from the ledger; droppable and rebuildable, but for claims and accepted risks."""
