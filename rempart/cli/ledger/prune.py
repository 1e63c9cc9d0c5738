"""`rempart ledger prune`: old entries leave this machine, their proofs stay."""

from rempart.cli import keeping
from rempart.cli.ledger_word import Word

UNIT = Word(
    "prune",
    "move the oldest entries' bytes into an archive; hashes and proofs stay",
    keeping.prune_arguments,
    keeping.run_prune,
)
