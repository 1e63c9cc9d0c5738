"""`rempart ledger`: verify, export, prove, key, tail, search, bench."""

import base64
import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

import rempart_verify
from rempart.channel import database
from rempart.channel.place import state_folder
from rempart.cli import ledger_reading
from rempart.cli.command import DONE, FINDING, Command, UsageFault
from rempart.ledger import bench, export, keys, proof, recall, store
from rempart.ledger.entry import INSTALLATION
from rempart.ledger.keys import Keys
from rempart.ledger.verify import Finding, verify


def arguments(parser: ArgumentParser) -> None:
    """Each word with its own arguments."""
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)

    def word(name: str, does: Callable[[Namespace], int], help_text: str) -> ArgumentParser:
        sub = words.add_parser(name, help=help_text, description=help_text)
        sub.add_argument("--json", action="store_true", help="print one JSON document")
        sub.set_defaults(does=does)
        return sub

    checking = word("verify", _verify, "check that the record is unaltered and complete")
    checking.add_argument("export", nargs="?", type=Path, help="an export; without it, this installation's own ledger")
    checking.add_argument("--key", help="the log's verifier key, or its file (default: this installation's)")
    checking.add_argument("--witness", action="append", default=[], help="a key that must have cosigned")
    writing = word("export", _export, "write a log as a folder that others can check")
    writing.add_argument("--log", default=INSTALLATION, help="which log (an organisation's id)")
    writing.add_argument("folder", type=Path)
    ledger_reading.range_arguments(writing)
    ledger_reading.tail_arguments(word("tail", ledger_reading.tail, "print the newest entries, and follow new ones"))
    ledger_reading.search_arguments(word("search", ledger_reading.search, "find entries by words, kind, person, time"))
    proving = word("prove", _prove, "print the proof that an entry stands in its log")
    proving.add_argument("index", type=int)
    proving.add_argument("--log", default=INSTALLATION, help="which log (an organisation's id)")
    telling = word("key", _key, "print the verifier key of a log, to hand to whoever checks")
    telling.add_argument("--log", default=INSTALLATION, help="which log (an organisation's id)")
    word("bench", _bench, "measure this machine: entries a second, beside a bare floor")


def _run(chosen: Namespace) -> int:
    does: Callable[[Namespace], int] = chosen.does
    return does(chosen)


def _open() -> tuple[store.Connection, Keys]:
    state = state_folder()
    try:
        connection = database.connect_to_read(state)
        store.logs(connection)
        return connection, keys.load(state)
    except (*store.FAULTS, FileNotFoundError) as fault:
        raise UsageFault(f"No ledger in {state} yet ({fault}).", "Start Rempart there once: rempart up") from fault
    except ValueError as fault:
        raise UsageFault(f"{fault}.", "Put the key back from its backup.") from fault


def _say(chosen: Namespace, document: dict[str, Any], sentence: str) -> None:
    print(json.dumps(document) if chosen.json else sentence)


def _verify(chosen: Namespace) -> int:
    if chosen.export is not None:
        return _verify_export(chosen)
    connection, signing = _open()
    findings = []
    for name in store.logs(connection):
        if sys.stderr.isatty():
            print(f"Checking {name} …", file=sys.stderr)
        findings.append(verify(connection, name, signing.verifier(name)))
    rolled_back = _rolled_back(connection, signing)
    ok = all(found.ok for found in findings) and rolled_back is None
    sentences = (
        "\n".join(_sentence(found) for found in findings) or "The ledger is empty: nothing has been recorded yet."
    )
    logs = [msgspec.to_builtins(found) for found in findings]
    _say(
        chosen, {"ok": ok, "rolled_back": rolled_back, "logs": logs}, "\n".join(filter(None, (sentences, rolled_back)))
    )
    return DONE if ok else FINDING


def _rolled_back(connection: store.Connection, signing: Keys) -> str | None:
    try:
        recall.check(connection, state_folder(), signing)
    except recall.RolledBack as older:
        return str(older)
    return None


def _sentence(found: Finding) -> str:
    if found.ok:
        return f"{found.log}: whole, {found.size} entries, {found.signed} of them under a signed checkpoint."
    where = "" if found.index is None else f" at entry {found.index}"
    return f"{found.log}: broken{where}: {found.reason}."


def _verify_export(chosen: Namespace) -> int:
    """The same program as `rempart-verify`; only the key may come from this installation."""
    key = chosen.key or str(_own_key(chosen.export))
    given = [str(chosen.export), "--key", key, *(text for each in chosen.witness for text in ("--witness", each))]
    return rempart_verify.main([*given, "--json"] if chosen.json else given)


def _own_key(folder: Path) -> object:
    try:
        origin = (folder / "checkpoint").read_text("utf-8").split("\n")[0]
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageFault(f"{folder} holds no export: no checkpoint can be read there.") from fault
    try:
        signing = keys.load(state_folder())
    except (FileNotFoundError, ValueError) as fault:
        raise UsageFault("Whose log is it?", "Give its verifier key: --key KEY") from fault
    return signing.verifier(origin.rsplit("/", 1)[-1])


def _export(chosen: Namespace) -> int:
    if chosen.first is not None or chosen.last is not None:
        return ledger_reading.export_part(chosen)
    connection, signing = _open()
    try:
        done = export.export(connection, chosen.log, chosen.folder)
    except (export.CannotExport, OSError) as fault:
        raise UsageFault(f"{fault}.") from fault
    key = str(signing.verifier(chosen.log))
    sentence = f"{done.size} entries of {done.log} are in {chosen.folder}. To check them: rempart-verify {chosen.folder} --key {key}"
    _say(chosen, {**msgspec.to_builtins(done), "folder": str(chosen.folder), "key": key}, sentence)
    return DONE


def _prove(chosen: Namespace) -> int:
    connection, signing = _open()
    try:
        found = proof.inclusion(connection, chosen.log, chosen.index)
    except LookupError as fault:
        raise UsageFault(f"{fault.args[0]}.") from fault
    document = {
        "log": found.log, "index": found.index, "size": found.size, "entry": json.loads(found.entry),
        "proof": [base64.b64encode(step).decode() for step in found.hashes], "checkpoint": found.checkpoint,
        "key": str(signing.verifier(found.log)), "holds": found.holds(),
    }  # fmt: skip
    lines = [found.entry.decode(), *document["proof"], found.checkpoint]
    _say(chosen, document, "\n".join(lines).rstrip())
    return DONE if found.holds() else FINDING


def _key(chosen: Namespace) -> int:
    _, signing = _open()
    key = str(signing.verifier(chosen.log))
    _say(chosen, {"log": chosen.log, "key": key}, key)
    return DONE


def _bench(chosen: Namespace) -> int:
    result = bench.run()
    if not chosen.json:
        print(
            f"{result.append_per_s} entries a second taken in (batches of {result.append_batch}), "
            f"{result.verify_per_s} checked; a bare floor takes {result.floor_per_s}: ratio {result.ratio}."
        )
        return DONE
    print(json.dumps(msgspec.to_builtins(result)))
    return DONE


UNIT = Command("ledger", "the record: read it, check it, export it, prove an entry", arguments, _run)
