"""Entry point of `rempart`: finds the commands, runs one, and turns every failure into a sentence."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from rempart import __version__
from rempart.channel.place import BadAddress, NoPlace
from rempart.cli.command import INTERRUPTED, UNUSABLE, Command, UsageFault
from rempart.registry.discover import discover
from rempart.terms.shut import Shut


def parser() -> ArgumentParser:
    """All commands, one sub-parser each."""
    top = ArgumentParser(prog="rempart", description="Measures the security of a WordPress site by evidence.")
    top.add_argument("--version", action="version", version=f"rempart {__version__}")
    words = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, command in discover("rempart.cli.commands", Command).items():
        sub = words.add_parser(name.replace("_", "-"), help=command.help, description=command.help)
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code; argparse itself ends wrong use with 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rempart.console.settings")
    chosen = parser().parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
        sys.stdout.flush()
    except UsageFault as fault:
        print(f"rempart: {fault}", file=sys.stderr)
        return UNUSABLE
    except NoPlace as nowhere:
        print(f"rempart: {nowhere} {nowhere.fix}".rstrip(), file=sys.stderr)
        return UNUSABLE
    except (BadAddress, Shut) as wrong:
        print(f"rempart: {wrong}", file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        print("rempart: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader went away; nothing to say
        return 0
    except Exception as broken:
        print(f"rempart: this should not happen ({type(broken).__name__}: {broken}). ", end="", file=sys.stderr)
        print("Run it again with REMPART_DEBUG=1 to see where, and tell us.", file=sys.stderr)
        if os.environ.get("REMPART_DEBUG"):
            raise
        return UNUSABLE
    return code
