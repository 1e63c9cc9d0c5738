"""What looks into archives and attachments is there, walls and readers."""

from pathlib import Path

from rempart.mail.net.box import lacks
from rempart.upkeep.checkup.check import Check, Question


def _ask(_: Path) -> Check:
    missing = lacks()
    if not missing:
        return Check("archive_tools", "ok", "Archives and attachments are looked into behind walls.")
    said = "Their reader has weaker walls" if "bubblewrap" in missing else "7z, rar, iso and cab are not read"
    return Check("archive_tools", "advice", f"{said}.", f"Install: {' '.join(missing)} (docs/archives.md)")


UNIT = Question("archive_tools", _ask)
