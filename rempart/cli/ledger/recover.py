"""`rempart ledger recover`: after a restore, bring back what was signed, or say in the open what is lost."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

import msgspec

from rempart.channel.lock import Held
from rempart.channel.place import state_folder
from rempart.cli.command import DONE, FINDING, UsageFault
from rempart.cli.counted import counted, entries
from rempart.cli.ledger_word import Word, opened, say
from rempart.ledger import recall, store
from rempart.ledger.keys import Keys
from rempart.ledger.recovery import recover
from rempart.ledger.recovery.recover import CannotRecover, Recovered
from rempart.ledger.store import Connection
from rempart.ledger.witnesses import book
from rempart.ledger.witnesses.submit import Silent, newest


def arguments(parser: ArgumentParser) -> None:
    """Where to look."""
    parser.add_argument("--export", action="append", default=[], type=Path, help="an export of a log; may be repeated")
    parser.add_argument("--witness", action="append", default=[], help="address of a witness, besides those configured")
    parser.add_argument("--successor", action="store_true", help="what is lost is lost: go on under a new origin")


def run(chosen: Namespace) -> int:
    """Rempart must not be running: nothing may be signed meanwhile."""
    from rempart.channel.settle import NotSettled, settle  # brings the integrator along
    from rempart.channel.turn import Turn

    connection, signing = opened(to_write=True)
    state = state_folder()
    try:
        with Turn(state, connection):
            recover.learn(state, signing, _heads(connection, state, signing, chosen.witness))
            done = recover.recover(connection, state, signing, chosen.export, may_succeed=chosen.successor)
        settle(state)
    except Held as busy:
        raise UsageFault(f"{busy}.", "Stop Rempart first.") from busy
    except (CannotRecover, NotSettled) as fault:
        say(chosen, {"ok": False, "reason": str(fault)}, str(fault))
        return FINDING
    sentences = [_sentence(one) for one in done] or ["Nothing is missing: every log reaches what was signed of it."]
    say(chosen, {"ok": True, "logs": msgspec.to_builtins(done)}, "\n".join(sentences))
    return DONE


def _heads(connection: Connection, state: Path, signing: Keys, addresses: list[str]) -> list[str]:
    asked = dict.fromkeys([*addresses, *(one.address for one in book.witnesses(connection))])
    logs, found = {*store.logs(connection), *recall.names(state)}, []
    for address in asked:
        try:
            found += [text for log in sorted(logs) if (text := newest(address, signing.origin(log)))]
        except Silent as trouble:
            print(f"{address} does not answer ({trouble}); going on without it.", file=sys.stderr)
    return found


def _sentence(one: Recovered) -> str:
    if one.successor:
        return (
            f"{one.log}: lost {one.signed - one.after} of {counted(one.signed, 'signed entry', 'signed entries')}. It is closed;"
            f" {one.successor} follows it and says so in its first entry."
        )
    return f"{one.log}: {entries(one.after - one.before)} came back, byte for byte; {one.after} stand again."


UNIT = Word("recover", "after a restore: bring back what was signed, or open a successor log", arguments, run)
