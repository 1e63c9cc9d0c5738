"""`rempart staging`: a copy of a site without a way out."""

from rempart.cli import staging
from rempart.cli.command import Command

UNIT = Command(
    "staging", "make a masked copy of a site without a way out, go in, take it away", staging.arguments, staging.run
)
