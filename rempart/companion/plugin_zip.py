"""Makes the installable plug-in: the same bytes on every machine, translations compiled, nothing packed by chance."""

import io
import re
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from rempart.channel.stored_zip import stored_zip

SOURCE = Path(__file__).parent / "plugin" / "rempart-companion"
NAME = SOURCE.name
SUFFIXES = {".php", ".js", ".txt", ".po"}
MO_HEAD = 28  # bytes of a .mo before its tables, which have 16 for each text
VERSION = re.compile(r"^ \* Version: (\S+)$", re.MULTILINE)


def version() -> str:
    """As the plug-in's head says."""
    found = VERSION.search((SOURCE / f"{NAME}.php").read_text("utf-8"))
    if found is None:
        raise ValueError("the plug-in names no version")
    return found[1]


def contents() -> dict[str, bytes]:
    """Path inside the zip to bytes, in order."""
    found: dict[str, bytes] = {}
    for path in SOURCE.rglob("*"):
        if path.is_file() and path.suffix in SUFFIXES:
            name = f"{NAME}/{path.relative_to(SOURCE).as_posix()}"
            found[name] = path.read_bytes()
            if path.suffix == ".po":
                found[f"{name[:-3]}.mo"] = compiled(path)
    return dict(sorted(found.items()))


def compiled(path: Path) -> bytes:
    """A catalogue as WordPress reads it."""
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    out = io.BytesIO()
    write_mo(out, catalogue)
    made = bytearray(out.getvalue())
    # Babel says that its empty hash table stands at 0; WordPress before 6.5 reads nothing that says so.
    count = int.from_bytes(made[8:12], "little")
    made[24:28] = (MO_HEAD + 16 * count).to_bytes(4, "little")
    return bytes(made)


def build() -> bytes:
    """The zip."""
    return stored_zip(contents())
