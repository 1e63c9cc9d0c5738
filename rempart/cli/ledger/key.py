"""`rempart ledger key`: what a checker or a witness needs."""

from argparse import ArgumentParser, Namespace

from rempart.channel.place import state_folder
from rempart.cli.command import DONE
from rempart.cli.ledger_word import Word, log_argument, opened, say
from rempart.ledger import rotate
from rempart.ledger.keys import Keys
from rempart.ledger.note import ED25519, VerifierKey


def arguments(parser: ArgumentParser) -> None:
    """A log's key, or the one for all logs."""
    log_argument(parser)
    parser.add_argument("--installation", action="store_true", help="the key for all logs, to hand to a witness")
    parser.add_argument("--first", action="store_true", help="the oldest key: a checker follows the changes from there")


def installation_key(signing: Keys) -> str:
    """The key under the installation's own name."""
    return str(VerifierKey(signing.name, ED25519, signing.public))


def run(chosen: Namespace) -> int:
    """Print it; with --json the earlier keys as well."""
    _, signing = opened()
    if chosen.installation:
        say(chosen, {"key": installation_key(signing)}, installation_key(signing))
        return DONE
    earlier = [str(key) for key in rotate.earlier(state_folder(), chosen.log)]
    newest = str(signing.verifier(chosen.log))
    key = earlier[0] if chosen.first and earlier else newest
    say(chosen, {"log": chosen.log, "key": key, "earlier": earlier}, key)
    return DONE


UNIT = Word("key", "print the verifier key of a log, to hand to whoever checks", arguments, run)
