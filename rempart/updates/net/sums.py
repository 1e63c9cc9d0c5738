"""Whether a package is what WordPress.org published: every file against the digests that stand there."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from rempart.channel.outbound import Barred, Unreached, request
from rempart.updates.core.offer import sums_address
from rempart.updates.core.package import Kind, Refused
from rempart.updates.net.package import Opened

SUMS_BYTES = 8 * 1024 * 1024  # of a list of 12,000 files
SUMS_S = 10.0
SAME, UNKNOWN = "same", "unknown"
EXTRA = ("readme.txt", "readme.md")  # may be newer in the archive than in the list


def judged(data: bytes, found: Opened) -> str:
    """`same`, or `unknown` where no list is at hand. Raises Refused `altered` when a file is another one."""
    package = found.package
    address = sums_address(package.kind, package.slug, package.version)
    listed = _listed(address, package.kind) if address else None
    if not listed:
        return UNKNOWN
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        for info in zipped.infolist():
            name = info.filename.removeprefix(f"{package.folder}/")
            if info.is_dir() or name.lower() in EXTRA or name == info.filename:
                continue
            known = listed.get(name)
            if known is None and package.kind is Kind.CORE and name.startswith("wp-content/"):
                continue  # never laid
            if known is None or not _is(zipped.read(info), known):
                raise Refused("altered", name[:100])
    return SAME


def _is(data: bytes, known: Mapping[str, Any]) -> bool:
    for way in ("sha256", "md5"):
        if way in known:
            allowed = known[way] if isinstance(known[way], list) else [known[way]]
            return hashlib.new(way, data, usedforsecurity=way == "sha256").hexdigest() in allowed
    return False


def _listed(address: str, kind: Kind) -> dict[str, Mapping[str, Any]] | None:
    try:
        answer = request("GET", address, {"Accept": "application/json"}, total_s=SUMS_S, answer_bytes=SUMS_BYTES)
        told = json.loads(answer.body) if answer.status == 200 else {}
    except (Barred, Unreached, ValueError):
        return None
    files = told.get("checksums" if kind is Kind.CORE else "files") if isinstance(told, dict) else None
    if not isinstance(files, dict):
        return None
    return {
        name: {"md5": one} if isinstance(one, str) else one
        for name, one in files.items()
        if isinstance(one, (str, dict))
    }
