"""`rempart ledger timestamp set|off|now`: an RFC 3161 authority says when a checkpoint existed."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from rempart.channel.place import state_folder
from rempart.cli.command import DONE, FINDING, UsageFault
from rempart.cli.ledger_word import Word, choice, opened, say
from rempart.ledger.timestamp import stamps
from rempart.ledger.timestamp.stamps import Authority


def arguments(parser: ArgumentParser) -> None:
    """One of three."""
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    setting = choice(words, "set", "ask this authority, once a day for each log that changed")
    setting.add_argument("address", help="where it answers: http://HOST/PATH")
    setting.add_argument("certificate", type=Path, help="root certificate (PEM) its answers must lead to")
    choice(words, "off", "ask none")
    choice(words, "now", "ask for what is due now")


def run(chosen: Namespace) -> int:
    """The chosen one."""
    if chosen.what == "now":
        return _now(chosen)
    try:
        authority = Authority(chosen.address, chosen.certificate.read_text("ascii")) if chosen.what == "set" else None
        stamps.configure(state_folder(), authority)
    except (OSError, ValueError) as fault:
        raise UsageFault(f"{fault}.") from fault
    said = f"{authority.address} is asked from now on." if authority else "No authority is asked."
    say(chosen, {"address": authority.address if authority else None}, said)
    return DONE


def _now(chosen: Namespace) -> int:
    connection, _ = opened(to_write=True)
    if stamps.configured(state_folder()) is None:
        raise UsageFault("No authority is set.", "rempart ledger timestamp set ADDRESS CERTIFICATE")
    from rempart.channel.stamping import stamp_due

    faults = stamp_due(connection, state_folder())
    say(chosen, {"ok": not faults, "faults": faults}, "\n".join(faults) or "Every log that changed is stamped.")
    return FINDING if faults else DONE


UNIT = Word("timestamp", "have checkpoints stamped by an RFC 3161 authority", arguments, run)
