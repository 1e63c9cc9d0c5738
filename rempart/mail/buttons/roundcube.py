"""The plug-in for Roundcube (1.6 or newer), packed as a zip that is unpacked into its folder of plug-ins."""

from pathlib import Path

from rempart.channel.stored_zip import stored_zip

SOURCE = Path(__file__).parent / "files" / "roundcube"
NAME = "rempart_report"  # the folder's name must be the plug-in's
FILE_NAME = "rempart-report-roundcube.zip"
SUFFIXES = frozenset({".php", ".inc", ".js", ".css", ".svg", ".json", ".dist"})


def contents() -> dict[str, bytes]:
    """Path inside to bytes, in order; nothing is packed by chance."""
    found = {
        f"{NAME}/{path.relative_to(SOURCE).as_posix()}": path.read_bytes()
        for path in SOURCE.rglob("*")
        if path.is_file() and path.suffix in SUFFIXES
    }
    return dict(sorted(found.items()))


def plugin() -> bytes:
    """What the administrator unpacks."""
    return stored_zip(contents())
