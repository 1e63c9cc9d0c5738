"""Remove this installation: first a plan that a person can read, then exactly that, and nothing we did not make."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from rempart.upkeep import places, swap, wiping

UNIT_MARK = "# Written by `rempart service`"  # how the first line of every unit of ours begins
UNIT_FOLDERS = (Path("/etc/systemd/system"),)
STATES = Path("/var/lib")  # what %S stands for in a unit of the system
UNIT_MAX_BYTES = 64 * 1024  # a unit of ours has a few lines
WORD = "remove"


@dataclass(slots=True)
class Plan:
    """What goes. `stays` is in the data folder but not ours; it is named, and left."""

    units: list[Path] = field(default_factory=list)
    secrets: list[Path] = field(default_factory=list)
    data: list[Path] = field(default_factory=list)
    stays: list[Path] = field(default_factory=list)
    folder: Path | None = None


def plan(state: Path, *, erase_data: bool, unit_folders: tuple[Path, ...] = UNIT_FOLDERS) -> Plan:
    """Only looks."""
    found = Plan(units=[unit for folder in unit_folders for unit in _units(folder, state)])
    ours = [entry for entry in sorted(state.iterdir()) if _is_ours(entry)]
    tools = [entry for entry in ours if entry.name == "tools"]
    if not erase_data:
        found.data = tools
        return found
    found.secrets = [entry for entry in ours if entry.name in places.SEALS]
    found.data = [entry for entry in ours if entry not in found.secrets]
    found.stays = [entry for entry in sorted(state.iterdir()) if entry not in ours]
    found.folder = None if found.stays else state
    return found


def _is_ours(entry: Path) -> bool:
    """A link was not made by us, whatever its name."""
    return places.is_ours(entry.name) and not entry.is_symlink()


def _units(folder: Path, state: Path) -> list[Path]:
    named = [unit for unit in sorted(folder.glob("rempart*")) if unit.is_file() and not unit.is_symlink()]
    small = [(unit, unit.read_text("utf-8", "replace")) for unit in named if unit.stat().st_size <= UNIT_MAX_BYTES]
    return [unit for unit, text in small if text.startswith(UNIT_MARK) and _serves(text, state)]


def _serves(unit: str, state: Path) -> bool:
    """Does this unit run the installation of that data folder?"""
    said = re.search(r"^Environment=REMPART_DATA=(\S+)$", unit, re.MULTILINE)
    return said is not None and Path(said[1].replace("%S", str(STATES))).resolve() == state.resolve()


def carry_out(state: Path, planned: Plan) -> list[Path]:
    """Keys first, overwritten: even half a removal leaves nothing that signs or unlocks. Raises Held while it runs."""
    gone: list[Path] = []
    with swap.alone(state):
        for unit in planned.units:
            for link in unit.parent.glob(f"*.wants/{unit.name}"):  # what `systemctl enable` made of it
                if link.is_symlink() and link.resolve() == unit.resolve():
                    link.unlink()
            unit.unlink()
            gone.append(unit)
        for entry in planned.secrets:
            wiping.wipe(entry)
            gone.append(entry)
        keyed = [
            entry for entry in planned.data if entry.name in (places.BACKUPS, places.KEPT) or entry.match(places.ASIDE)
        ]
        for entry in [*keyed, *(entry for entry in planned.data if entry not in keyed)]:
            if entry.exists():
                wiping.wipe(entry)
                gone.append(entry)
    for lock in state.glob("*.lock"):  # made by the locking itself
        if planned.folder is not None or planned.secrets:
            lock.unlink(missing_ok=True)
    if planned.folder is not None:
        planned.folder.rmdir()
        gone.append(planned.folder)
    return gone
