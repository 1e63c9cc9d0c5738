"""`rempart update`: an update of a site tried on a copy, laid live, taken back."""

from rempart.cli import updating
from rempart.cli.command import Command

UNIT = Command(
    "update", "try an update of a site on a copy, lay it live, take it back", updating.arguments, updating.run
)
