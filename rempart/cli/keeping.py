"""`rempart ledger prune | rebuild | rotate-master`: what may leave this machine, and what can be made again."""

import contextlib
import shutil
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from rempart.channel.integrator import own_keys
from rempart.channel.place import state_folder
from rempart.channel.settle import NotSettled, settle
from rempart.cli.command import DONE, UsageFault
from rempart.cli.counted import counted, entries
from rempart.cli.ledger_word import connected, log_argument, say
from rempart.ledger import person_keys, person_keys_master, prune, rebuild
from rempart.ledger.entry import INSTALLATION
from rempart.ledger.person_keys_backup import KEPT_DAYS
from rempart.ledger.person_keys_master import KmsTrouble
from rempart.ledger.store import Connection
from rempart.ledger.stores import succession
from rempart.terms.duration import DAY_S

FOLDS = ("maturity.fold_facts",)  # readers whose rows can be dropped and made again; never one that sends


def prune_arguments(parser: ArgumentParser) -> None:
    """What goes, and where to."""
    log_argument(parser)
    parser.add_argument("--before", required=True, metavar="DAY", help="entries recorded before this day, 2026-03-31")
    parser.add_argument("archive", type=Path, help="folder that takes them in; keep it, and verify it now and then")


def rebuild_arguments(parser: ArgumentParser) -> None:
    """What from."""
    parser.add_argument("export", nargs="*", type=Path, help="exports, one of each log")
    parser.add_argument("--from-own-bundles", action="store_true", help="from the entries of this database")
    parser.add_argument("--refold", action="store_true", help="let the areas read everything again afterwards")


def rotate_arguments(parser: ArgumentParser) -> None:
    """Whether old masters go."""
    old = f"destroy masters that were replaced more than {KEPT_DAYS} days ago"
    parser.add_argument("--retire", action="store_true", help=old)


@contextlib.contextmanager
def _opened() -> Iterator[tuple[Path, Connection]]:
    state = state_folder()
    with contextlib.closing(connected(state, to_write=True)) as connection:
        yield state, connection


def run_prune(chosen: Namespace) -> int:
    before_ms = _moment(chosen.before)
    with _opened() as (state, connection):
        try:
            settle(state)
            (below,) = connection.execute(
                "SELECT count(*) FROM ledger_place WHERE log = ? AND recorded_ms < ?", (chosen.log, before_ms)
            ).fetchone()
            prune.archive(connection, chosen.log, chosen.archive)
            home = succession.first(connection, chosen.log)
            org = "" if home == INSTALLATION else home
            reached = prune.announce(connection, chosen.log, int(below), chosen.archive, org)
            settle(state)
            gone = prune.let_go(connection, chosen.log, reached)
        except (prune.CannotPrune, NotSettled, OSError) as fault:
            raise UsageFault(f"{fault}.") from fault
    sentence = (
        f"{chosen.archive} alone now holds {entries(gone)} of {chosen.log}; 0 to {reached - 1} are withheld here."
        " Their hashes stay, and every proof holds."
    )
    say(chosen, {"log": chosen.log, "withheld": reached, "moved": gone}, sentence)
    return DONE


def _moment(day: str) -> int:
    try:
        return int(datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC).timestamp()) * 1000
    except ValueError as fault:
        raise UsageFault(f"{day!r} is no day.", "Write it like 2026-03-31") from fault


def run_rebuild(chosen: Namespace) -> int:
    if bool(chosen.export) == chosen.from_own_bundles:
        raise UsageFault("Name the exports, or say --from-own-bundles.")
    with _opened() as (state, connection), _alone(state):
        try:
            signing = own_keys(connection, state)
            folders = list(chosen.export)
            if chosen.from_own_bundles:
                settle(state)
                folders = rebuild.own_bundles(connection, state / "rebuild" / str(time.time_ns()))
            done = rebuild.rebuild(connection, folders, signing)
            if chosen.refold:
                rebuild.follow_again(connection, FOLDS)
            shutil.rmtree(state / "rebuild", ignore_errors=True)
        except (rebuild.CannotRebuild, NotSettled, OSError, ValueError) as fault:
            raise UsageFault(f"{fault}. Nothing was changed.") from fault
    sentence = f"{entries(done.entries)} of {counted(done.logs, 'log')} indexed again. Check it: rempart ledger verify"
    say(chosen, {"logs": done.logs, "entries": done.entries, "waiting": done.waiting}, sentence)
    return DONE


@contextlib.contextmanager
def _alone(state: Path) -> Iterator[None]:
    from rempart.daemon import lock

    try:
        held = lock.hold(state)
    except lock.Held as busy:
        raise UsageFault(str(busy), "Stop it first.") from busy
    with held:
        yield


def run_rotate(chosen: Namespace) -> int:
    with _opened() as (state, connection):
        kms = person_keys_master.of_state(state)
        try:
            done = person_keys.rotate(connection, kms)
            limit = time.time_ns() // 1_000_000 - KEPT_DAYS * DAY_S * 1000  # older backups of keys are gone
            retired = kms.retire(limit) if chosen.retire and not done.unreadable else 0
        except KmsTrouble as trouble:
            raise UsageFault(f"{trouble}.") from trouble
    sentence = f"{done.done} keys of persons lie under a new master key."
    if done.unreadable:
        sentence += f" {done.unreadable} lie under a master that is not here: put keys/persons.keys back, then repeat."
    document = {"wrapped": done.done, "unreadable": done.unreadable, "retired": retired}
    say(chosen, document, f"{sentence} {retired} old masters were destroyed." if retired else sentence)
    return DONE
