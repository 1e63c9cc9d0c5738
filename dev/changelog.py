"""`make changelog VERSION=x.y.z`: gather the notes of changelog.d/ into CHANGELOG.md, newest release first."""

import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = "# Changes\n"


def gather(root: Path, version: str, day: date) -> list[Path]:
    """The notes taken over; each is a file of one paragraph, removed once it stands in CHANGELOG.md."""
    notes = sorted(p for p in (root / "changelog.d").glob("*.md") if p.name != "README.md")
    if not notes:
        return []
    file = root / "CHANGELOG.md"
    earlier = file.read_text("utf-8").removeprefix(HEAD).lstrip() if file.exists() else ""
    lines = [f"- {' '.join(note.read_text('utf-8').split())}" for note in notes]
    file.write_text(f"{HEAD}\n## {version}, {day.isoformat()}\n" + "\n".join(lines) + f"\n\n{earlier}", "utf-8")
    for note in notes:
        note.unlink()
    return notes


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("Name the version: make changelog VERSION=0.2.0")
    taken = gather(ROOT, sys.argv[1], date.today())
    print(f"{len(taken)} notes gathered")
