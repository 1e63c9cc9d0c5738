"""`rempart ledger rebuild`: the index again, from bundles."""

from rempart.cli import keeping
from rempart.cli.ledger_word import Word

UNIT = Word(
    "rebuild", "make the index again from bundles; stop Rempart first", keeping.rebuild_arguments, keeping.run_rebuild
)
