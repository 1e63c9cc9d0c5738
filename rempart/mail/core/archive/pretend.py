"""Unpacking in pretence: where each entry would be written, through which link, on no disk at all."""

import re
from dataclasses import dataclass, field

MAX_HOPS = 64  # links followed for one name (Linux 40, Windows 63): links that quote links grow without measure
MAX_STEPS = 256  # folders in one name: more cost time, and no honest tree is so deep
_DRIVE = re.compile(r"[A-Za-z]:")


class LeadsOut(Exception):
    """The path ends outside of the folder. `place` is where, as far as that can be said."""

    def __init__(self, place: str, code: str) -> None:
        super().__init__(place)
        self.place, self.code = place, code


@dataclass
class Pretence:
    """One folder that an archive is unpacked into. `is_system`: its root is the machine's own, as in a package of
    Debian's, and absolute paths of links are meant so. `has_backslashes`: they part folders, as on Windows."""

    is_system: bool = False
    has_backslashes: bool = True
    links: dict[tuple[str, ...], str] = field(default_factory=dict)
    _followed: int = 0

    def place(self, path: str, *, follow_last: bool) -> tuple[tuple[str, ...], str]:
        """Where an entry of that name would be written, and the link that it goes through, if any. Raises LeadsOut."""
        if outside(path, self.has_backslashes):
            raise LeadsOut(path, "absolute")
        self._followed = 0
        through: list[str] = []
        here = self._walk([], steps(path, self.has_backslashes), through, path, follow_last, 0)
        return tuple(here), through[0] if through else ""

    def link(self, path: str, target: str) -> str:
        """Lay a link; where it would point. Raises LeadsOut, after it is laid: what is written through it counts too."""
        place, _ = self.place(path, follow_last=False)
        self.links[place] = target
        self._followed = 0
        return "/" + "/".join(self._pointed(list(place[:-1]), target, [], target, 0))

    def hard_link(self, path: str, target: str) -> None:
        """A second name for an earlier entry; a second name of a link is that link again. Raises LeadsOut."""
        place, _ = self.place(path, follow_last=False)
        if outside(target, self.has_backslashes) and not self.is_system:
            raise LeadsOut(target, "link_out")
        try:
            source = tuple(self._walk([], steps(target, self.has_backslashes), [], target, False, 0))
        except LeadsOut as out:
            raise LeadsOut(out.place, "link_out") from out
        self._followed = 0
        if source in self.links:
            self.links[place] = self.links[source]
            self._pointed(list(source[:-1]), self.links[source], [], target, 0)

    def _walk(
        self, here: list[str], parts: list[str], through: list[str], said: str, follow_last: bool, hops: int
    ) -> list[str]:
        if len(parts) > MAX_STEPS:
            raise LeadsOut(said, "long_name")
        for number, part in enumerate(parts):
            if part == "..":
                if not here and not (self.is_system and hops):  # above the machine's root is the root again
                    raise LeadsOut(said, "traversal")
                here = here[:-1]
                continue
            here = [*here, part]
            target = self.links.get(tuple(here))
            if target is None or (number == len(parts) - 1 and not follow_last):
                continue
            through.append("/".join(here))
            here = self._pointed(here[:-1], target, through, said, hops)
        return here

    def _pointed(self, base: list[str], target: str, through: list[str], said: str, hops: int) -> list[str]:
        """Where a link in the folder `base` leads."""
        self._followed += 1
        if self._followed > MAX_HOPS:
            return base  # a ring, or as good as one: no system follows it
        if outside(target, self.has_backslashes):
            if not (self.is_system and target.startswith("/")):
                raise LeadsOut(target, "link_out")
            base = []
        try:
            return self._walk(base, steps(target, self.has_backslashes), through, target, True, hops + 1)
        except LeadsOut as out:
            where = out.place if out.place != said else target
            raise LeadsOut(where, "link_out") from out


def outside(path: str, has_backslashes: bool) -> bool:
    """Whether it begins elsewhere than in the folder: a root, a drive, a share."""
    starts = ("/", "\\") if has_backslashes else ("/", "\\\\")
    is_drive = _DRIVE.match(path) is not None and (has_backslashes or path[2:3] in ("/", "\\"))
    return path.startswith(starts) or is_drive


def steps(path: str, has_backslashes: bool) -> list[str]:
    """The names of a path, those that stay where they are left out."""
    if has_backslashes or "..\\" in path:
        path = path.replace("\\", "/")
    return [part for part in path.split("/") if part not in ("", ".")]
