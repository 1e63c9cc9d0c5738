"""`rempart judge exchange`: recorded HTTP exchanges in, one line each; judged headers out, one line each."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Any

from rempart.cli.command import DONE, UNUSABLE, Command, UsageFault
from rempart.cli.plain import plain
from rempart.scanner.core.headers.checks import judge_exchange
from rempart.scanner.core.headers.judged import Judged
from rempart.scanner.core.headers.reading import MAX_LINE_BYTES, BadExchange, read_line


def arguments(parser: ArgumentParser) -> None:
    """The word that says what is judged, then where it is read from."""
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    exchange = words.add_parser("exchange", help="judge the headers of recorded HTTP exchanges, one JSON object a line")
    exchange.add_argument("file", nargs="?", default="-", help="file of lines {id, http, https, redirects}; - = stdin")
    exchange.add_argument("--json", action="store_true", help="one JSON object a line instead of text")


def run(chosen: Namespace) -> int:
    """Every line is answered; bad ones with an error object, and then the whole ends with 2."""
    try:
        with nullcontext(sys.stdin.buffer) if chosen.file == "-" else Path(chosen.file).open("rb") as stream:
            total, bad = judge_lines(stream, chosen.json)
    except OSError as fault:
        if isinstance(fault, BrokenPipeError):
            raise
        raise UsageFault(f"{chosen.file} cannot be read ({fault.strerror}).", "Name a file of JSON lines.") from fault
    if bad:
        sys.stdout.flush()
        told = "1 line was" if bad == 1 else f"{bad} lines were"
        print(f"rempart: {told} no exchange, of {total}; each says why in its place.", file=sys.stderr)
    return UNUSABLE if bad else DONE


def judge_lines(stream: IO[bytes], as_json: bool) -> tuple[int, int]:
    """Answer every line; how many there were, and how many of them were bad."""
    total = bad = 0
    for line in _lines(stream):
        total += 1
        try:
            id, exchange = read_line(line)
        except BadExchange as fault:
            bad += 1
            _print({"id": fault.id, "error": str(fault)}, as_json)
        else:
            _print({"id": id, "checks": judge_exchange(exchange)}, as_json)
    return total, bad


def _lines(stream: IO[bytes]) -> Iterator[str]:
    """Lines that are not blank; of an overlong one only as much as shows that it is, so memory stays bounded."""
    while raw := stream.readline(MAX_LINE_BYTES + 1):
        kept = raw
        while len(raw) > MAX_LINE_BYTES and not raw.endswith(b"\n"):
            raw = stream.readline(MAX_LINE_BYTES + 1)
        if kept.strip():
            yield kept.decode("utf-8", "replace")


def _print(answer: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer, default=_plain))
        return
    print(plain(str(answer["id"])), plain(str(answer.get("error", ""))))
    for judged in answer.get("checks", ()):
        print(f"  {judged.check:12} {judged.state.value:15} {plain(judged.reason)}")


def _plain(judged: Judged) -> dict[str, str]:
    return {"check": judged.check, "state": judged.state.value, "code": judged.code, "reason": judged.reason}


UNIT = Command("judge", "Judge recorded material without touching a site", arguments, run)
