"""The add-in for Outlook: its page, served from a folder of its own, and its manifest (XML, as of Outlook's schema 1.1)."""

import uuid
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

SOURCE = Path(__file__).parent / "files" / "outlook"
FILE_NAME = "rempart-report-outlook.xml"
FOLDER = "/addin/outlook/"
VERSION = "1.0.0.0"  # Outlook takes a manifest anew only when this grew
KINDS = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".png": "image/png", ".xml": "text/xml; charset=utf-8",
}  # fmt: skip
TEMPLATE = "manifest.xml"


@cache
def contents() -> dict[str, tuple[str, bytes]]:
    """Name to kind and bytes: all that is served; nothing by chance."""
    found = [path for path in SOURCE.iterdir() if path.suffix in KINDS and path.name != TEMPLATE]
    return {path.name: (KINDS[path.suffix], path.read_bytes()) for path in sorted(found)}


def manifest(origin: str) -> bytes:
    """For a console at `origin` (`https://rempart.example.org`). The same console always gets the same id."""
    home = escape(f"{origin}{FOLDER}", {'"': "&quot;"})
    here = (SOURCE / TEMPLATE).read_text("utf-8")
    values = {"{id}": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{origin}{FOLDER}")), "{version}": VERSION, "{home}": home}
    for name, value in values.items():
        here = here.replace(name, value)
    return here.encode()
