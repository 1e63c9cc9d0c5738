"""What a snapshot says it holds, looked at before anything is written: names that lead out, links walked through."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MAX_NODES = 2_000_000  # files and folders of one site, as for the site itself
MAX_PATH = 4_096  # bytes; what Linux takes
KINDS = ("file", "dir", "symlink")


class Unsafe(ValueError):
    """A snapshot that is not restored; says why, and names the path cut short."""


@dataclass(frozen=True, slots=True)
class Holds:
    """Counted over the whole listing."""

    files: int
    bytes: int


def examine(nodes: Iterable[Mapping[str, Any]]) -> Holds:
    """Raises Unsafe for traversal, a name used twice, something below a link, or a device."""
    kinds: dict[str, str] = {}
    files = size = 0
    for node in nodes:
        path, kind = str(node.get("path", "")), str(node.get("type", ""))
        _name(path)
        if kind not in KINDS:
            raise Unsafe(f"{path[-80:]} is a {kind}")
        if path in kinds:
            raise Unsafe(f"{path[-80:]} stands there twice")
        parent = path.rpartition("/")[0]
        if kinds.get(parent, "dir") != "dir":
            raise Unsafe(f"{path[-80:]} lies below a {kinds[parent]}")
        kinds[path] = kind
        if len(kinds) > MAX_NODES:
            raise Unsafe(f"more than {MAX_NODES} files")
        if kind == "file":
            files, size = files + 1, size + int(node.get("size", 0))
    return Holds(files, size)


def _name(path: str) -> None:
    if not path.startswith("/") or len(path.encode("utf-8", "surrogateescape")) > MAX_PATH or "\0" in path:
        raise Unsafe("a path that no file has")
    if any(part in ("", ".", "..") for part in path[1:].split("/")):
        raise Unsafe(f"{path[-80:]} leads out")


def pattern(path: str) -> str:
    """A path as restic's include wants it: its wild cards mean themselves."""
    return "".join("\\" + letter if letter in "*?[]\\" else letter for letter in path)
