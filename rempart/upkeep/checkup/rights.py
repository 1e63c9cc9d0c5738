"""Who else on this machine could read or change what is kept."""

import stat
from pathlib import Path

from rempart.upkeep import places
from rempart.upkeep.checkup.check import Check

MOST = 20_000  # files looked at: a folder of ours has far fewer


def key_rights(folder: Path) -> Check:
    """Files that sign or unlock."""
    found = [file for name in places.SEALS for file in _below(folder / name)]
    if not found:
        return Check("key_rights", "unknown", "There are no keys yet.", "rempart up")
    loose = [file for file in found if file.stat().st_mode & 0o077]
    if loose:
        return Check("key_rights", "failed", f"Others can read {loose[0]}.", f"chmod -R go= {folder}")
    return Check("key_rights", "ok", f"{len(found)} key files, readable by you alone.")


def folder_rights(folder: Path) -> Check:
    """Nothing anyone else could write, and no way out by a link. The tools are programs, no data."""
    for count, file in enumerate(path for name in places.OWN for path in _below(folder / name)):
        mode = file.lstat().st_mode
        if stat.S_ISLNK(mode):
            return Check(
                "folder_rights", "failed", f"{file} is a link to elsewhere.", f"Look where it leads: ls -l {file}"
            )
        if mode & 0o022:
            return Check("folder_rights", "failed", f"Others can change {file}.", f"chmod -R go= {folder}")
        if count > MOST:
            break
    return Check("folder_rights", "ok", "Nobody else can change what is kept here.")


def _below(path: Path) -> list[Path]:
    return [path, *path.rglob("*")] if path.is_dir() and not path.is_symlink() else [path] if path.exists() else []
