"""`rempart drill`: bring the newest snapshot back as a copy, try it, time it, throw it away."""

from rempart.cli import staging
from rempart.cli.command import Command

UNIT = Command(
    "drill",
    "fire drill: bring a site back as a copy, try it, time it, throw it away",
    staging.drill_arguments,
    staging.drill,
)
