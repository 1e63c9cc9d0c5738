"""`rempart archive FILE`: what an archive or attachment would do to whoever opens it, without unpacking it."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from rempart.channel.inspecting import Inspected, Reason
from rempart.cli.command import DONE, FINDING, Command, UsageFault
from rempart.cli.counted import counted, entries
from rempart.cli.plain import plain
from rempart.mail.core.archive.weights import SAYS
from rempart.mail.net.box import LIMITS

GATES = ("unsafe", "encrypted", "unreadable")


def arguments(parser: ArgumentParser) -> None:
    """One file; its verdict alone ends nothing but where `--fail-on` asks for it."""
    parser.add_argument("file", help="zip, 7z, rar, tar, gz, bz2, xz, iso, an Office document, a mail …")
    parser.add_argument("--json", action="store_true", help="one document on standard output")
    parser.add_argument("--name", default="", help="what the file was called where it came from")
    parser.add_argument("--entries", action="store_true", help="also every entry with its SHA-256, and the file's own")
    parser.add_argument(
        "--fail-on", default="", metavar="VERDICTS", help="end with 1 on one of: unsafe,encrypted,unreadable"
    )
    parser.add_argument("--progress", action="store_true", help="say how far it is, also without a terminal")


def run(chosen: Namespace) -> int:
    """Exit 0 with any verdict, 1 on one that was asked to fail, 2 when the file cannot be read."""
    from rempart.mail.net.inspecting import inspect

    gates = {word for word in chosen.fail_on.split(",") if word}
    if not gates <= set(GATES):
        raise UsageFault(f"--fail-on knows {', '.join(GATES)}.", "Write them with a comma and no blank.")
    is_shown = chosen.progress or sys.stderr.isatty()
    try:
        seen = inspect(Path(chosen.file), chosen.name, _progress if is_shown else lambda _: None)
    except OSError as bad:
        raise UsageFault(f"{chosen.file} cannot be read ({bad.strerror}).", "Name a plain file.") from bad
    finally:
        if is_shown:
            print("\r\033[K" if sys.stderr.isatty() else "", end="", file=sys.stderr)
    if seen.walls == LIMITS:
        print("rempart: without bubblewrap the reader is held by limits alone, which is weaker.", file=sys.stderr)
    document = _document(chosen.file, seen, chosen.entries)
    print(json.dumps(document) if chosen.json else _text(document))
    return FINDING if seen.verdict in gates else DONE


def _progress(count: int) -> None:
    ends = "\r" if sys.stderr.isatty() else "\n"
    print(f"{count} bytes looked at", end=ends, file=sys.stderr, flush=True)


def _document(file: str, seen: Inspected, with_entries: bool) -> dict[str, Any]:
    """The words of docs/contracts.md; what `--entries` asks for comes after them."""
    reasons = [_reason(one) for one in seen.reasons]
    if seen.more_reasons:
        reasons.append(f"more: {seen.more_reasons} further findings are not listed")
    document: dict[str, Any] = {
        "file": file, "verdict": seen.verdict, "reasons": reasons, "entries": seen.entries, "bytes": seen.bytes
    }  # fmt: skip
    if with_entries:
        document |= {
            "sha256": seen.sha256 or None, "size": seen.size, "format": seen.format, "walls": seen.walls,
            "members": [
                {"path": one.path, "within": one.within, "kind": one.kind, "size": one.size, "sha256": one.sha256 or None}
                for one in seen.members
            ],
        }  # fmt: skip
    return document


def _reason(one: Reason) -> str:
    path = f"{one.within}!/{one.path}" if one.within and one.path else one.path
    return f"{one.code}: {SAYS[one.code].en.format(path=repr(path), detail=one.detail)}"


def _text(document: dict[str, Any]) -> str:
    inside = "entries unknown" if document["entries"] is None else entries(document["entries"])
    size = "bytes unknown" if document["bytes"] is None else counted(document["bytes"], "byte")
    lines = [f"{document['file']}: {document['verdict']} ({inside}, {size} unpacked)"]
    lines += [f"  {reason}" for reason in document["reasons"]]
    lines += [f"  {one['sha256'] or '-':64} {one['within']} {one['path']}" for one in document.get("members", ())]
    return "\n".join(plain(line) for line in lines)


UNIT = Command(
    "archive", "Say what an archive or attachment would do when it is opened, without unpacking it", arguments, run
)
