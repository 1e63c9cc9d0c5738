"""`rempart ledger rotate-key`: a new signing key, handed over in the open."""

from argparse import ArgumentParser, Namespace

from rempart.channel.place import state_folder
from rempart.cli.command import DONE, UsageFault
from rempart.cli.ledger.key import installation_key
from rempart.cli.ledger_word import Word, opened, say
from rempart.ledger import rotate


def arguments(parser: ArgumentParser) -> None:
    """In two steps, where there are witnesses."""
    parser.add_argument(
        "--prepare", action="store_true", help="only draw the new key, so that witnesses can be told first"
    )


def run(chosen: Namespace) -> int:
    """Works beside a running installation, and without one."""
    from rempart.channel.settle import NotSettled, rotate_key  # brings the integrator along

    opened()
    if chosen.prepare:
        key = installation_key(rotate.prepare(state_folder()))
        say(
            chosen,
            {"key": key},
            f"The next key. Tell every witness: rempart witness add-log {key}\nThen: rempart ledger rotate-key",
        )
        return DONE
    try:
        rotate_key(state_folder())
    except NotSettled as fault:
        raise UsageFault(f"{fault}.", "Run it again: it goes on from where it is.") from fault
    _, signing = opened()
    key = installation_key(signing)
    sentence = (
        "The record is signed with a new key from here on; each log holds the change, signed by both keys.\n"
        f"Every witness must know it (rempart witness add-log {key}) and can forget the old one (drop-log)."
    )
    say(chosen, {"key": key}, sentence)
    return DONE


UNIT = Word("rotate_key", "replace the key that signs the record; old and new key both sign the change", arguments, run)
