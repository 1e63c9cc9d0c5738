"""Compiles translation catalogues, with nothing but babel: the checkout does it, and so does the build of the wheel."""

import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_all(package: Path) -> None:
    """Write every .mo; whole or not at all, so that a process that starts meanwhile reads no half."""
    for path in sorted(package.rglob("locale/*/LC_MESSAGES/*.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > path.stat().st_mtime_ns:
            continue
        with path.open("rb") as stream:
            catalogue = read_po(stream, locale=path.parts[-3])
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as out:
            write_mo(out, catalogue)
        Path(out.name).chmod(0o644)
        Path(out.name).replace(target)
