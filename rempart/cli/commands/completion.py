"""`rempart completion SHELL`: print the script that completes rempart's words in a shell."""

import sys
from argparse import ArgumentParser, Namespace

from rempart.cli.command import DONE, Command


def arguments(parser: ArgumentParser) -> None:
    """Which shell."""
    parser.add_argument(
        "shell", choices=("bash", "zsh", "fish"), help='then for example: eval "$(rempart completion bash)"'
    )


def run(chosen: Namespace) -> int:
    """Made from the parser itself, so a new command is known at once."""
    from rempart.cli import completion
    from rempart.cli.main import parser

    sys.stdout.write(completion.script(chosen.shell, parser()))
    return DONE


UNIT = Command("completion", "print completion for bash, zsh or fish", arguments, run)
