"""An account of the shared hosting as it was at one moment: kept once, and quickly so again before each test.

Only what a test may change is looked at: WordPress's own two folders are never written to. What is the same stays.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.servers.apache import Account

CORE = frozenset({"wp-admin", "wp-includes"})
LOOSE = "SET SESSION sql_mode = '';"  # what stands there may be older than today's rules


@dataclass
class Kept:
    """`files` holds copies, `seen` what each place was, `sums` a checksum of each table."""

    account: Account
    name: str
    files: Path
    seen: dict[str, tuple[int, int, int] | str | None]
    sums: dict[str, str]

    @classmethod
    def of(cls, account: Account, name: str) -> "Kept":
        """As it is now."""
        kept = cls(account, name, account.home.parent / f"kept-{account.engine}-{name}", {}, {})
        kept.seen = kept._look()
        for place, what in kept.seen.items():
            if isinstance(what, tuple):
                target = kept.files / place
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(account.root / place, target)
        if account.database is not None:
            tables = account.database.sql("SHOW TABLES FROM wordpress").split()
            copies = (
                f"CREATE TABLE k_{name}.{t} LIKE wordpress.{t}; INSERT INTO k_{name}.{t} SELECT * FROM wordpress.{t};"
                for t in tables
            )
            account.database.sql(f"{LOOSE} CREATE DATABASE k_{name}; {''.join(copies)}")
            kept.sums = kept._sums(tables)
        return kept

    def give_back(self) -> None:
        """Every file, link, folder, table and row as it was."""
        self._give_back_files()
        if self.account.database is not None:
            self._give_back_tables()

    def _look(self) -> dict[str, tuple[int, int, int] | str | None]:
        """By place: a file's size, moment and mode; where a link leads; None for a folder. Folders before their content."""
        found: dict[str, tuple[int, int, int] | str | None] = {}
        folders = [""]
        while folders:
            below = folders.pop()
            for one in os.scandir(self.account.root / below):
                place = f"{below}/{one.name}" if below else one.name
                if one.is_symlink():
                    found[place] = str(Path(one.path).readlink())
                elif one.is_dir():
                    if place not in CORE:
                        found[place] = None
                        folders.append(place)
                else:
                    stat = one.stat()
                    found[place] = (stat.st_size, stat.st_mtime_ns, stat.st_mode)
        return found

    def _give_back_files(self) -> None:
        root, now = self.account.root, self._look()
        for place in now.keys() - self.seen.keys():
            if (root / place).exists() or (root / place).is_symlink():  # not with its folder already
                self.account.delete(place)
        for place, what in self.seen.items():
            target = root / place
            if now.get(place, ...) == what:
                continue
            if place in now:
                self.account.delete(place)
            if what is None:
                target.mkdir()
            elif isinstance(what, str):
                target.symlink_to(what)
            else:
                shutil.copy2(self.files / place, target)
            if self.account.user is not None:
                os.chown(target, self.account.user, self.account.user, follow_symlinks=False)

    def _sums(self, tables: list[str]) -> dict[str, str]:
        assert self.account.database is not None
        said = self.account.database.sql(f"USE wordpress; CHECKSUM TABLE {','.join(tables)}")
        return dict(line.removeprefix("wordpress.").split("\t") for line in said.splitlines())

    def _give_back_tables(self) -> None:
        assert self.account.database is not None
        sql = self.account.database.sql
        there = sql("SHOW TABLES FROM wordpress").split()
        now = self._sums(sorted({*there, *self.sums}))
        again = [name for name, total in self.sums.items() if now[name] != total]
        gone = [name for name in there if name not in self.sums]
        if again or gone:
            drops = f"DROP TABLE IF EXISTS {','.join(again + gone)};"
            makes = (
                f"CREATE TABLE {t} LIKE k_{self.name}.{t}; INSERT INTO {t} SELECT * FROM k_{self.name}.{t};"
                for t in again
            )
            sql(f"{LOOSE} USE wordpress; {drops} {''.join(makes)}")
