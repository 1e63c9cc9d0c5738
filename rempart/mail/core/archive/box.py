"""One archive while it is judged: its names, its pretended folder, and what only its whole list shows."""

from dataclasses import dataclass, field

from rempart.mail.core.archive import names
from rempart.mail.core.archive.pretend import LeadsOut, Pretence, steps
from rempart.mail.core.archive.told import Entry, Read

Finding = tuple[str, str, str]  # code, path, detail

# Formats whose names part folders by a slash alone, and where a later entry honestly replaces an earlier one.
_UNIX = frozenset({"tar", "cpio", "ar", "xar"})
# Files that software has at its top: whoever finds one beside a program looks at software, not at a letter.
_MANIFESTS = frozenset({
    "package.json", "pkg-info", "pyproject.toml", "setup.py", "composer.json", "cargo.toml", "go.mod", "pom.xml", "build.gradle",
    "cmakelists.txt", "makefile", "configure", "readme.txt", "license", "license.txt", "license.md", "copying",
})  # fmt: skip
LEAST_OF_SOFTWARE = 4  # files beside the manifest: a lure brings one or two
_WEB = frozenset({"html", "htm", "css", "json", "ts", "map", "mjs", "php"})


@dataclass
class Box:
    """`trail` says where it lies, `within` is the number of the archive around it."""

    format: str
    path: str
    within: int
    trail: str
    is_system: bool = False
    entries: int = 0
    bytes: int = 0
    pretence: Pretence = field(default_factory=Pretence)
    listed: dict[int, Entry] = field(default_factory=dict)
    reads: dict[int, Read] = field(default_factory=dict)
    is_broken: bool = False
    locked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        base = self.format.partition(".")[0]
        self.pretence = Pretence(is_system=self.is_system, has_backslashes=base not in _UNIX)

    def listing(self, entry: Entry) -> list[Finding]:
        """What the entry's own line shows, and where it would be written."""
        self.entries += 1
        self.listed[entry.index] = entry
        if entry.is_locked:
            self.locked.append(entry.path)
        found = [(code, entry.path, "") for code in names.faults(entry.path, is_package=True)]
        if entry.other_path is not None:
            found.append(("two_names", entry.path, entry.other_path))
        if entry.kind == "device":
            found.append(("device", entry.path, ""))
        return found + self._placed(entry)

    def _placed(self, entry: Entry) -> list[Finding]:
        try:
            if entry.kind == "link":
                self.pretence.link(entry.path, entry.target)
                return []
            if entry.kind == "hard_link":
                self.pretence.hard_link(entry.path, entry.target)
                return []
            _, through = self.pretence.place(entry.path, follow_last=entry.kind == "file")
        except LeadsOut as out:
            if entry.kind in ("link", "hard_link") and out.code != "absolute" and out.place != entry.path:
                return [("link_out", entry.path, out.place)]
            if out.code == "link_out":
                return [("link_then_write", entry.path, f"to {out.place}")]
            return [(out.code, entry.path, "")]
        return [("link_then_write", entry.path, through)] if through and entry.kind == "file" else []

    def reading(self, read: Read) -> list[Finding]:
        """What its content shows beside its name."""
        entry = self.listed.get(read.index)
        if entry is None:
            return []
        self.reads[read.index] = read
        self.bytes += read.size
        found = []
        if not read.is_whole:
            found.append(("damaged", entry.path, "its checksum is another"))
        elif entry.size is not None and entry.size != read.size:
            found.append(("false_size", entry.path, f"{entry.size} said, {read.size} found"))
        final = names.ending(entry.path)
        is_masked = read.looks in ("program", "elf") and final in names.DOCUMENTS
        if is_masked or final != names.OWN_ENDINGS.get(read.looks, final):
            found.append(("masked", entry.path, ""))
        return found

    def closing(self) -> list[Finding]:
        """What only the whole list shows."""
        is_software = self.format != "mail" and (self.is_system or self._is_software())
        found = [] if is_software else [
            ("disguised", one.path, "")
            for one in self._files()
            if "disguised" in names.faults(one.path, is_package=False)
            and "disguised" not in names.faults(one.path, is_package=True)
        ]  # fmt: skip
        return found + self._duplicates() + self._overlaps() + self._programs(is_software)

    def _files(self) -> list[Entry]:
        return [one for one in self.listed.values() if one.kind == "file"]

    def _duplicates(self) -> list[Finding]:
        if self.format.partition(".")[0] in _UNIX or self.format in ("mail", "ole"):
            return []  # tar's last one holds, in every tool
        seen: dict[tuple[str, ...], Entry] = {}
        found = []
        for one in self._files():
            first = seen.setdefault(tuple(steps(one.path, True)), one)
            if first is not one and self._digest(first) != self._digest(one):
                found.append(("duplicate", one.path, ""))
        return found

    def _digest(self, entry: Entry) -> str:
        read = self.reads.get(entry.index)
        return read.sha256 if read is not None else f"unread {entry.index}"

    def _overlaps(self) -> list[Finding]:
        spans = sorted((one.at, one.until or one.at, one.path) for one in self.listed.values() if one.at is not None)
        found, ends = [], 0
        for at, until, path in spans:
            if at < ends:
                found.append(("overlap", path, ""))
            ends = max(ends, until)
        return found

    def at_hand(self) -> list[tuple[Entry, str]]:
        """Files at the top, or in the one folder that is there, with their bare names."""
        files = [(one, steps(one.path, True)) for one in self._files()]
        tops = {parts[0] for _, parts in files if parts}
        if len(tops) == 1 and all(len(parts) > 1 for _, parts in files):
            files = [(one, parts[1:]) for one, parts in files]
        return [(one, parts[0]) for one, parts in files if len(parts) == 1]

    def _is_software(self) -> bool:
        paths = {one.path for one in self._files()}
        if "META-INF/MANIFEST.MF" in paths or any(_is_wheel(path, paths) for path in paths):
            return True
        bare = {name.lower() for _, name in self.at_hand()}
        return bool(bare & _MANIFESTS) and len(paths) > LEAST_OF_SOFTWARE

    def _programs(self, is_software: bool) -> list[Finding]:
        """Lures anywhere, in software where a person finds them at once; programs there, and in no software."""
        if self.is_system or self.format == "ar":
            return []
        bare = self.at_hand()
        lures = [one for one, _ in bare] if is_software else self._files()
        found = [("lure", one.path, "") for one in lures if names.ending(one.path) in names.LURES]
        if is_software:
            return found
        has_page = bool({names.ending(name) for _, name in bare} & _WEB)
        for one, name in bare:
            final, read = names.ending(name), self.reads.get(one.index)
            if final == "js" and has_page:
                continue  # a page and its script
            is_program = read is not None and read.looks == "program"
            if final in names.PROGRAMS - {"com"} or (is_program and final not in names.DOCUMENTS | names.LURES):
                found.append(("program", one.path, ""))
        return found


def _is_wheel(path: str, paths: set[str]) -> bool:
    return path.count("/") == 1 and path.endswith(".dist-info/WHEEL") and path.replace("WHEEL", "RECORD") in paths
