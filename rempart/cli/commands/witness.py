"""`rempart witness serve|key|add-log|drop-log|evidence`: cosign the records of others, in a process and a folder of its own."""

import json
import signal
import threading
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from rempart.cli.command import DONE, FINDING, Command, UsageFault

if TYPE_CHECKING:
    from rempart.ledger.witness.memory import Memory

FOLDER = "a folder of its own: the witness's key and what it remembers"


def arguments(parser: ArgumentParser) -> None:
    """Five words."""
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)

    def word(name: str, text: str) -> ArgumentParser:
        sub = words.add_parser(name, help=text, description=text)
        sub.add_argument("--folder", type=Path, required=True, help=FOLDER)
        sub.add_argument("--json", action="store_true", help="print one JSON document")
        return sub

    serving = word("serve", "cosign checkpoints of the logs added before (C2SP tlog-witness)")
    serving.add_argument("--listen", required=True, help="HOST:PORT; put TLS in front where strangers are in between")
    serving.add_argument("--name", default="", help="name of the witness, chosen once; drawn without it")
    telling = word("key", "print the witness's verifier key, to hand to whoever checks")
    telling.add_argument("--name", default="", help="name of the witness, chosen once; drawn without it")
    word("add-log", "accept a log, or all logs of an installation").add_argument("key", help="its verifier key")
    word("drop-log", "accept a key no longer, after it was replaced").add_argument("key", help="the old verifier key")
    word("evidence", "print the heads that were refused although their key had signed them")


def run(chosen: Namespace) -> int:
    """The chosen word."""
    words = {"serve": _serve, "key": _key, "add-log": _add_log, "drop-log": _drop_log, "evidence": _evidence}
    try:
        return words[chosen.word](chosen)
    except (ValueError, OSError) as fault:
        raise UsageFault(f"{fault}.") from fault


def _serve(chosen: Namespace) -> int:
    from rempart.ledger.witness import signer
    from rempart.ledger.witness.server import WitnessServer

    host, _, port = chosen.listen.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65_535:
        raise UsageFault(f"{chosen.listen!r} is no address to listen on.", "Write it like 127.0.0.1:8740")
    cosigner = signer.load_or_create(chosen.folder, chosen.name)
    server = WitnessServer((host.strip("[]"), int(port)), chosen.folder, cosigner)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    where = f"http://{host}:{server.server_port}"
    document = {"address": where, "key": str(cosigner.key)}
    print(json.dumps(document) if chosen.json else f"{cosigner.key}\nThe witness listens at {where}.", flush=True)
    try:
        server.serve_forever(poll_interval=0.2)
    finally:
        server.server_close()
    return DONE


def _memory(chosen: Namespace) -> "Memory":
    from rempart.ledger.witness.memory import Memory

    return Memory(chosen.folder)


def _key(chosen: Namespace) -> int:
    from rempart.ledger.witness import signer

    key = str(signer.load_or_create(chosen.folder, chosen.name).key)
    print(json.dumps({"key": key}) if chosen.json else key)
    return DONE


def _add_log(chosen: Namespace) -> int:
    text = Path(chosen.key).read_text("utf-8") if "+" not in chosen.key else chosen.key
    memory = _memory(chosen)
    try:
        key = memory.trust(text)
    finally:
        memory.close()
    print(json.dumps({"name": key.name}) if chosen.json else f"{key.name} is accepted, also while the witness runs.")
    return DONE


def _drop_log(chosen: Namespace) -> int:
    memory = _memory(chosen)
    try:
        was_there = memory.distrust(chosen.key)
        known = memory.trusted()
    finally:
        memory.close()
    if not was_there:
        raise UsageFault("That key was not accepted here.", "Accepted are: " + ", ".join(known or ["none"]))
    print(json.dumps({"keys": known}) if chosen.json else "It is accepted no longer.")
    return DONE


def _evidence(chosen: Namespace) -> int:
    memory = _memory(chosen)
    try:
        found = memory.evidence()
    finally:
        memory.close()
    if chosen.json:
        print(json.dumps({"evidence": msgspec.to_builtins(found)}))
    else:
        said = [f"{one.origin}: {one.reason}\n\n{one.held}\n{one.refused}" for one in found]
        print("\n".join(said) or "No head was refused.")
    return FINDING if found else DONE


UNIT = Command("witness", "cosign the records of others: serve, key, add-log, drop-log, evidence", arguments, run)
