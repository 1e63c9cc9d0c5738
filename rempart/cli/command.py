"""The form of a command, its exit codes, and the errors that end one with a sentence instead of a traceback."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

DONE, FINDING, UNUSABLE, INTERRUPTED = 0, 1, 2, 130  # docs/contracts.md, "Exit"


class UsageFault(Exception):
    """Wrong use, bad input, or could not run: exit 2. `fix` says what to do."""

    def __init__(self, what: str, fix: str = "") -> None:
        super().__init__(f"{what} {fix}".strip())


@dataclass(frozen=True, slots=True)
class Command:
    """`id` is the word typed; `arguments` declares them; `run` does the work and returns an exit code."""

    id: str
    help: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
