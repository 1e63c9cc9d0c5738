"""The extension for Thunderbird (a WebExtension, manifest version 3), packed as .xpi."""

from pathlib import Path

from rempart.channel.stored_zip import stored_zip

SOURCE = Path(__file__).parent / "files" / "thunderbird"
FILE_NAME = "rempart-report-thunderbird.xpi"
SUFFIXES = frozenset({".json", ".js", ".html", ".css", ".svg"})


def contents() -> dict[str, bytes]:
    """Path inside to bytes, in order; nothing is packed by chance."""
    found = {
        path.relative_to(SOURCE).as_posix(): path.read_bytes()
        for path in SOURCE.rglob("*")
        if path.is_file() and path.suffix in SUFFIXES
    }
    return dict(sorted(found.items()))


def xpi() -> bytes:
    """The extension as Thunderbird installs it."""
    return stored_zip(contents())
