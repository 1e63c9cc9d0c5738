"""`rempart ledger rotate-master`: a new key over the persons' keys."""

from rempart.cli import keeping
from rempart.cli.ledger_word import Word

UNIT = Word(
    "rotate_master",
    "begin a new master key and wrap every person's key with it",
    keeping.rotate_arguments,
    keeping.run_rotate,
)
