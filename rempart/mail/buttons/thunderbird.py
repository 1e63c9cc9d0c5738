"""The extension for Thunderbird (a WebExtension, manifest version 3), packed as .xpi."""

import io
import zipfile
from pathlib import Path

SOURCE = Path(__file__).parent / "files" / "thunderbird"
FILE_NAME = "rempart-report-thunderbird.xpi"
SUFFIXES = frozenset({".json", ".js", ".html", ".css", ".svg"})
OLDEST = (1980, 1, 1, 0, 0, 0)  # the first day a zip knows: no build has a date


def contents() -> dict[str, bytes]:
    """Path inside to bytes, in order; nothing is packed by chance."""
    found = {
        path.relative_to(SOURCE).as_posix(): path.read_bytes()
        for path in SOURCE.rglob("*")
        if path.is_file() and path.suffix in SUFFIXES
    }
    return dict(sorted(found.items()))


def xpi() -> bytes:
    """Stored, not packed: what packs differs from one zlib to the next."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents().items():
            entry = zipfile.ZipInfo(name, OLDEST)
            entry.external_attr = 0o100644 << 16
            entry.create_system = 3
            archive.writestr(entry, content)
    return out.getvalue()
