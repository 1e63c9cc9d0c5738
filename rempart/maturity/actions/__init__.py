"""Record a claim, review a document, accept a risk, write verdicts."""
