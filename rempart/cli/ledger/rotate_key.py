"""`rempart ledger rotate-key`: a new signing key, handed over in the open."""

from argparse import Namespace

from rempart.channel.place import state_folder
from rempart.channel.settle import NotSettled, rotate_key
from rempart.cli.command import DONE, UsageFault
from rempart.cli.ledger.key import installation_key
from rempart.cli.ledger_word import Word, no_arguments, opened, say


def run(chosen: Namespace) -> int:
    """Works beside a running installation, and without one."""
    opened()
    try:
        rotate_key(state_folder())
    except NotSettled as fault:
        raise UsageFault(f"{fault}.", "Run it again: it goes on from where it is.") from fault
    _, signing = opened()
    key = installation_key(signing)
    sentence = (
        "The record is signed with a new key from here on; each log holds the change, signed by both keys.\n"
        f"Tell every witness: rempart witness add-log {key}"
    )
    say(chosen, {"key": key}, sentence)
    return DONE


UNIT = Word(
    "rotate_key", "replace the key that signs the record; old and new key both sign the change", no_arguments, run
)
