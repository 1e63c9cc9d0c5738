"""From what the child tells, line by line, to a verdict with reasons. Pure; a child that lies can only make it worse."""

from collections.abc import Iterator

from rempart.channel.inspecting import Inspected, Member, Reason
from rempart.mail.core.archive import names
from rempart.mail.core.archive.box import Box
from rempart.mail.core.archive.limits import MAX_ENTRIES, MAX_REASONS
from rempart.mail.core.archive.told import Closed, Ended, Entry, Fault, Found, Opened, Read, Told
from rempart.mail.core.archive.weights import ORDER, SAFE, WEIGHTS


class Judge:
    """Fed with `take`; `fail` when the child itself ended badly; asked once at the end."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._boxes: dict[int, Box] = {}
        self._reasons: dict[Reason, None] = {}
        self._more = 0
        self._weights: set[str] = set()
        self._members: list[Member] = []
        self._format = ""
        self._first: tuple[int | None, int | None] | None = None
        self._is_ended = self._starts = False

    def take(self, told: Told) -> None:
        """One line of the child's."""
        if isinstance(told, Opened):
            self._open(told)
        elif isinstance(told, Ended):
            self._is_ended = True
            self._format = self._format or told.format
        elif (box := self._boxes.get(told.box)) is not None:
            self._of_box(box, told)
        elif isinstance(told, Fault):
            self._add(None, told.code, self.name, told.detail)

    def _open(self, told: Opened) -> None:
        around = self._boxes.get(told.within)
        trail = "!/".join(filter(None, (around.trail, told.path))) if around else ""
        is_system = around is not None and (
            around.is_system or any(one.path == "debian-binary" for one in around.listed.values())
        )
        self._boxes[told.box] = Box(told.format, told.path, told.within, trail, is_system)
        if not around:
            self._format = told.format

    def _of_box(self, box: Box, told: Entry | Read | Found | Fault | Closed) -> None:
        if isinstance(told, Entry):
            self._all(box, box.listing(told))
        elif isinstance(told, Read):
            self._all(box, box.reading(told))
        elif isinstance(told, Found) and told.code == "starts":
            self._starts |= box.within < 0
        elif isinstance(told, Found):
            self._add(box, told.code, told.path, told.detail)
        elif isinstance(told, Fault):
            box.is_broken = True
            self._add(box, told.code, box.path or self.name, told.detail)
        else:
            self._close(told.box, box)

    def _close(self, number: int, box: Box) -> None:
        self._all(box, box.closing())
        if box.locked:
            self._add(box, "locked", box.locked[0], "")
        if box.within < 0:
            is_unknown = box.is_broken and (box.format != "zip" or not box.entries)
            self._first = (None if is_unknown else box.entries, None if box.is_broken else box.bytes)
        for entry in box.listed.values():
            read = box.reads.get(entry.index)
            if len(self._members) < MAX_ENTRIES:
                self._members.append(
                    Member(
                        entry.path,
                        entry.kind,
                        read.size if read else entry.size,
                        read.sha256 if read else "",
                        box.trail,
                    )
                )
        del self._boxes[number]

    def fail(self, code: str, detail: str = "") -> None:
        """The child was ended, or broke down."""
        self._add(None, code, self.name, detail)

    def _all(self, box: Box, found: list[tuple[str, str, str]]) -> None:
        for code, path, detail in found:
            self._add(box, code, path, detail)

    def _add(self, box: Box | None, code: str, path: str, detail: str) -> None:
        known = code if code in WEIGHTS else "crashed"
        self._weights.add(WEIGHTS[known])
        reason = Reason(known, path, detail, box.trail if box else "")
        if len(self._reasons) < MAX_REASONS:
            self._reasons[reason] = None
        else:
            self._more += 1

    def _own_name(self) -> None:
        """The file itself, as a person would open it."""
        for code in names.faults(self.name, is_package=False):
            self._add(None, code, self.name, "")
        final = names.ending(self.name)
        if final in names.LURES:
            self._add(None, "lure", self.name, "")
        elif (final in names.PROGRAMS and (final != "jar" or self._starts)) or self._format == "program":
            code = "masked" if final in names.DOCUMENTS else "program"
            self._add(None, code, self.name, "")
        elif names.OWN_ENDINGS.get(self._format, final) != final:
            self._add(None, "masked", self.name, "")

    def done(self, *, sha256: str, size: int, walls: str) -> Inspected:
        """The verdict. What was told of archives that were never closed counts as well."""
        if not self._is_ended and not self._weights:
            self.fail("crashed", "it ended without a word")
        for number in sorted(self._boxes, reverse=True):
            self._close(number, self._boxes[number])
        self._own_name()
        if self._first is None and not self._weights:
            self._add(None, "no_archive", self.name, "")
        verdict = next((one for one in ORDER if one in self._weights), SAFE)
        entries, count = self._first or (None, None)
        is_partial = any(reason.code == "locked" and not reason.within for reason in self._reasons)
        return Inspected(
            verdict=verdict, reasons=tuple(self._sorted()), entries=entries, bytes=None if is_partial else count,
            format=self._format, sha256=sha256, size=size, walls=walls, members=tuple(self._members),
            more_reasons=self._more,
        )  # fmt: skip

    def _sorted(self) -> Iterator[Reason]:
        """Those that make the verdict first."""
        for weight in ORDER:
            yield from (reason for reason in self._reasons if WEIGHTS[reason.code] == weight)
