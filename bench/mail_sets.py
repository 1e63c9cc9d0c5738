"""Mails to measure with: drawn from a folder, without marks of who collected them, in two halves that share no campaign."""

import re
import zlib
from collections.abc import Iterable
from pathlib import Path

from rempart.mail.core.message.decoding import header
from rempart.mail.core.model.operator import campaign

STAND_INS = {b"phishing@pot": b"camille.durand@northwind-tools.com"}
# What the collector's own servers wrote: a filter that learns would know the collection by it, and not the mail.
_COLLECTORS = re.compile(
    rb"(?:x-ms-|x-microsoft-|x-eop|x-incoming|x-sid-|x-sender-ip|x-message-|x-spam|x-original-to|received-spf|authentication-results"
    rb"|arc-|delivered-to|delivery-date|return-path|errors-to|x-mailman-|x-beenthere)[^:]*:",
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    rb"received:.*\bby\s+\S*(?:outlook\.com|ozlabs\.org|lfdr\.de|slashnull\.org|netnoteinc\.com|taint\.org|localhost)\b",
    re.IGNORECASE | re.DOTALL,
)
_FIELD = re.compile(rb"[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*")


def cleaned(raw: bytes) -> bytes:
    """Without what only a collection has."""
    for mark, instead in STAND_INS.items():
        raw = raw.replace(mark, instead)
    kept, at = [], 0
    while at < len(raw) and raw[at : at + 1] not in (b"\r", b"\n"):
        found = _FIELD.match(raw, at)
        if found is None or found.end() == at:
            break
        field, at = found.group(), found.end()
        if not _COLLECTORS.match(field) and not _RECEIVED.match(field):
            kept.append(field)
    return b"".join(kept) + raw[at:]


def drawn(folder: Path, most: int) -> list[bytes]:
    """As many as `most`, by the checksum of their names: the same ones every time."""
    files = sorted(folder.iterdir(), key=lambda one: zlib.crc32(one.name.encode()))[:most]
    return [cleaned(file.read_bytes()) for file in files]


def halves(mails: Iterable[bytes]) -> tuple[list[bytes], list[bytes]]:
    """To learn from, and to try on: mails whose subjects are alike but for digits and marks are on one side."""
    sides: tuple[list[bytes], list[bytes]] = ([], [])
    for raw in mails:
        found = re.search(rb"^subject:[ \t]*((?:[^\r\n]|\r?\n[ \t])*)", raw[:64_000], re.IGNORECASE | re.MULTILINE)
        group = campaign(header(found.group(1).decode("latin-1"))) if found else ""
        sides[zlib.crc32(group.encode() or raw) % 2].append(raw)
    return sides
