"""`rempart ledger search`: entries by words, kind, person, time."""

from rempart.cli import ledger_reading
from rempart.cli.ledger_word import Word

UNIT = Word(
    "search", "find entries by words, kind, who and when", ledger_reading.search_arguments, ledger_reading.search
)
