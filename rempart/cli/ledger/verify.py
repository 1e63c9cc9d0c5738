"""`rempart ledger verify`: our own record, or an export."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

import msgspec

import rempart_verify
from rempart.channel.place import state_folder
from rempart.cli.command import DONE, FINDING, UsageFault
from rempart.cli.counted import entries
from rempart.cli.ledger_word import Word, opened, say
from rempart.ledger import recall, rotate, store
from rempart.ledger.export import first_old_key
from rempart.ledger.keys import Keys, load
from rempart.ledger.recovery.folder import log_of
from rempart.ledger.store import Connection
from rempart.ledger.timestamp import stamps
from rempart.ledger.verify import Finding, verify


def arguments(parser: ArgumentParser) -> None:
    """What to check, and with which keys."""
    parser.add_argument("export", nargs="?", type=Path, help="an export; without it, this installation's own ledger")
    parser.add_argument("--key", help="the log's verifier key, or its file (default: this installation's)")
    parser.add_argument("--witness", action="append", default=[], help="a key that must have cosigned")
    parser.add_argument(
        "--authority", type=Path, help="certificate (PEM) of the authority that must have time-stamped it"
    )


def run(chosen: Namespace) -> int:
    """An export is checked by the independent program, our own store by the ledger itself."""
    return _export(chosen) if chosen.export is not None else _own(chosen)


def _own(chosen: Namespace) -> int:
    connection, signing = opened()
    state, findings = state_folder(), []
    for name in store.logs(connection):
        if sys.stderr.isatty():
            print(f"Checking {name} …", file=sys.stderr)
        findings.append(verify(connection, name, rotate.verifier_in(connection, state, signing, name)))
    rolled_back, stamp = _rolled_back(connection, signing), _bad_stamps(connection)
    ok = all(found.ok for found in findings) and rolled_back is None and not stamp
    sentences = "\n".join(_sentence(found) for found in findings)
    document = {"ok": ok, "rolled_back": rolled_back, "logs": [msgspec.to_builtins(found) for found in findings]}
    said = [sentences or "The ledger is empty: nothing has been recorded yet.", rolled_back, *stamp]
    say(chosen, {**document, "timestamps": stamp}, "\n".join(filter(None, said)))
    return DONE if ok else FINDING


def _rolled_back(connection: Connection, signing: Keys) -> str | None:
    try:
        recall.check(connection, state_folder(), signing)
    except recall.RolledBack as older:
        return str(older)
    return None


def _bad_stamps(connection: Connection) -> list[str]:
    asked = stamps.configured(state_folder())
    if asked is None:
        return []
    from rempart.ledger.timestamp import authority  # a parser of certificates: only where one is set

    faults = []
    for log in store.logs(connection):
        stamp = stamps.newest(connection, log)
        try:
            if stamp is not None:
                authority.check(stamp.token, stamp.note, asked.root)
        except authority.NoStamp as fault:
            faults.append(f"{log}: {fault}")
    return faults


def _withheld(found: Finding) -> str:
    return f" Entries 0 to {found.withheld - 1} are withheld; proofs hold." if found.withheld else ""


def _sentence(found: Finding) -> str:
    if found.ok:
        signed = f"{found.signed} of them under a signed checkpoint"
        return f"{found.log}: whole, {entries(found.size)}, {signed}.{_withheld(found)}"
    where = "" if found.index is None else f" at entry {found.index}"
    return f"{found.log}: broken{where}: {found.reason}."


def _export(chosen: Namespace) -> int:
    """The same program as `rempart-verify`; only the key may come from this installation."""
    key = chosen.key or str(_own_key(chosen.export))
    given = [str(chosen.export), "--key", key, *(text for each in chosen.witness for text in ("--witness", each))]
    if chosen.authority is not None:
        given += ["--since", str(chosen.export / "timestamp" / "checkpoint")]
    code = rempart_verify.main([*given, "--json"] if chosen.json else given)
    if code == DONE and chosen.authority is not None:
        return _stamped(chosen)
    return code


def _stamped(chosen: Namespace) -> int:
    """The stamped checkpoint is one that the export continues (checked above); here, that it was stamped, and when."""
    from rempart.ledger.timestamp import authority

    folder = chosen.export / "timestamp"
    try:
        text, token = (folder / "checkpoint").read_text("utf-8"), (folder / "token.tsr").read_bytes()
        moment = authority.check(token, text, chosen.authority.read_text("ascii"))
    except (OSError, authority.NoStamp) as fault:
        print(f"Broken: {fault}.", file=sys.stderr)
        return FINDING
    size = text.split("\n")[1]
    print(f"The authority saw {size} of these entries at {moment:%Y-%m-%dT%H:%M:%SZ}.", file=sys.stderr)
    return DONE


def _own_key(folder: Path) -> object:
    try:
        text = (folder / "checkpoint").read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageFault(f"{folder} holds no export: no checkpoint can be read there.") from fault
    try:
        signing = load(state_folder())
    except (FileNotFoundError, ValueError) as fault:
        raise UsageFault("Whose log is it?", "Give its verifier key: --key KEY") from fault
    log, changed = log_of(text), first_old_key(folder)
    known = rotate.earlier(state_folder(), log)
    return next((key for key in known if str(key) == changed), None) or rotate.verifier_of(
        state_folder(), signing, log, text
    )


UNIT = Word("verify", "check that the record is unaltered and complete", arguments, run)
