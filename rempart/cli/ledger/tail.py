"""`rempart ledger tail`: the newest entries, and new ones as they come."""

from rempart.cli import ledger_reading
from rempart.cli.ledger_word import Word

UNIT = Word("tail", "print the newest entries; -f stays", ledger_reading.tail_arguments, ledger_reading.tail)
