"""`rempart organisation export | import | moved | delete | open`: one tenant as a whole, for whoever holds the shell."""

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from rempart.channel.place import state_folder
from rempart.cli import upkeeping
from rempart.cli.command import DONE, UsageFault
from rempart.cli.counted import counted, entries

CLOSED = {
    "closed": "It is closed already.",
    "open": "It does not wait for its deletion.",
    "held": "A legal hold keeps what is in it. Lift the hold first.",
    "house": "It runs this installation. To remove everything: rempart uninstall",
}


def _say(chosen: Namespace, document: Any, sentence: str) -> int:
    print(json.dumps(msgspec.to_builtins(document), ensure_ascii=False) if chosen.json else sentence)
    return DONE


def _folder(chosen: Namespace) -> Path:
    if not chosen.target:
        raise UsageFault("Name the folder too.", f"rempart organisation {chosen.do} NAME FOLDER")
    return Path(chosen.target)


def _organisation(chosen: Namespace) -> Any:
    from rempart.daemon import tenants

    if not chosen.name:
        raise UsageFault("Which organisation?", f"rempart organisation {chosen.do} NAME")
    try:
        return tenants.chosen(chosen.name)
    except LookupError as bad:
        raise UsageFault(str(bad)) from bad


def export(chosen: Namespace) -> int:
    """Works beside a running installation."""
    from rempart.channel.settle import NotSettled, settle
    from rempart.events.tenants import ORGANISATION_WRITTEN_OUT
    from rempart.upkeep import record
    from rempart.upkeep.tenants import export as writing

    state, organisation, folder = state_folder(), _organisation(chosen), _folder(chosen)
    words = upkeeping.words_of(chosen)
    with upkeeping.told():
        try:
            settle(state)
            done = writing.export(state, organisation, folder, words, upkeeping.teller(chosen))
        except (writing.CannotExport, NotSettled) as bad:
            raise UsageFault(str(bad)) from bad
        body = {"organisation": done.uid, "personal": -1 if done.personal is None else done.personal}
        record.note(state, ORGANISATION_WRITTEN_OUT, body)
    rows = counted(sum(done.counts.values()), "row")
    sentence = f"{done.name or done.uid}: {rows}, {counted(done.documents, 'document')}, "
    sentence += ", ".join(f"log {one.log} with {entries(one.size)}" for one in done.logs) + f" in {folder}."
    if words is None:
        sentence += (
            "\nNot sealed: names and addresses can be read in it, and what people left beside the record is not."
        )
        sentence += "\nWith --passphrase-file everything but the log is sealed, and that comes along."
    keys = "\n".join(f"Key of {one.log}: {one.keys[-1]}" for one in done.logs)
    return _say(chosen, done, f"{sentence}\n{keys}")


def take_in(chosen: Namespace) -> int:
    """Rempart must not run here meanwhile."""
    from rempart.channel.settle import NotSettled, settle
    from rempart.daemon import lock
    from rempart.upkeep.manifest import Damaged
    from rempart.upkeep.tenants import taking_in

    state = state_folder()
    if not chosen.name or chosen.target:
        raise UsageFault("Name the folder alone.", "rempart organisation import FOLDER")
    words = upkeeping.words_of(chosen)
    with upkeeping.told():
        try:
            with lock.hold(state):
                settle(state)
                done = taking_in.take_in(
                    state, Path(chosen.name), words, match=chosen.match_accounts, tell=upkeeping.teller(chosen)
                )
                settle(state)
        except lock.Held as busy:
            raise UsageFault(str(busy), upkeeping.RUNS) from busy
        except (taking_in.CannotTakeIn, Damaged, NotSettled) as bad:
            raise UsageFault(str(bad)) from bad
    sentence = (
        f"{done.name or done.uid} is here: {counted(done.rows, 'row')}, {counted(done.documents, 'document')},"
        f" {counted(done.personal, 'group')} of personal fields. Accounts: {done.invited} new ones without a password (rempart link), {done.matched} matched."
        f"\nIts record goes on in the log {done.successor}. On the old installation, say that it moved."
    )
    return _say(chosen, done, sentence)


def moved(chosen: Namespace) -> int:
    """The old installation's side: read on, write no more."""
    from rempart.directory.actions.close_organisation import close_as_moved

    organisation, checkpoint = _organisation(chosen), _folder(chosen)
    try:
        text = checkpoint.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as bad:
        raise UsageFault(f"{checkpoint} cannot be read.", "Name the file `checkpoint` of the export.") from bad
    if not _is_of(organisation.uid, text):
        raise UsageFault(f"{checkpoint} is no checkpoint of this organisation's log, signed here.")
    _try(lambda: close_as_moved(organisation, text))
    return _say(chosen, {"uid": organisation.uid, "closed": "moved"}, "It can be read here, and not changed any more.")


def _is_of(uid: str, text: str) -> bool:
    from rempart.ledger import keys, recall
    from rempart.ledger.recovery.folder import log_of

    state, log = state_folder(), log_of(text)
    return log.split(".")[0] == uid and recall.signed(state, keys.load(state), log, text) is not None


def delete(chosen: Namespace) -> int:
    """Begins the days of grace; carries it out once they are over."""
    import time

    from rempart.directory.actions.close_organisation import GRACE_DAYS, begin_deletion_from_shell
    from rempart.directory.store.closures import Closure
    from rempart.upkeep.tenants.due import carry_out

    organisation = _organisation(chosen)
    waiting = Closure.objects.filter(organisation=organisation, why=Closure.DELETING).first()
    if waiting is None:
        _try(lambda: begin_deletion_from_shell(organisation))
        sentence = f"It is closed, and will be deleted in {GRACE_DAYS} days. Until then: rempart organisation open NAME"
        return _say(chosen, {"uid": organisation.uid, "closed": "deleting", "days": GRACE_DAYS}, sentence)
    if (waiting.due_ms or 0) > time.time_ns() // 1_000_000:
        raise UsageFault("Its days of grace are not over.", "It will be deleted by itself when they are.")
    done = _try(lambda: carry_out(state_folder(), organisation))
    gone = f"{counted(done.rows, 'row')}, {entries(done.entries)}, {counted(done.accounts, 'account')}"
    return _say(chosen, done, f"Deleted: {gone}.")


def reopen(chosen: Namespace) -> int:
    """Called back within the days of grace."""
    from rempart.directory.actions.close_organisation import call_back

    organisation = _organisation(chosen)
    _try(lambda: call_back(None, organisation))
    return _say(chosen, {"uid": organisation.uid, "closed": None}, "It is open again.")


def _try(do: Callable[[], Any]) -> Any:
    from rempart.directory.actions.close_organisation import CannotClose

    try:
        return do()
    except CannotClose as bad:
        raise UsageFault(CLOSED[bad.code]) from bad


WORDS: dict[str, Callable[[Namespace], int]] = {
    "export": export, "import": take_in, "moved": moved, "delete": delete, "open": reopen,
}  # fmt: skip
