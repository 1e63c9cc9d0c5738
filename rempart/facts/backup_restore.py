"""A restore that was really done, and timed (BAK-04, BAK-07, SELF-01, SELF-03)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class BackupRestore(Fact, frozen=True, kw_only=True):
    """`to`: live (the site itself), beside (files and database laid whole beside the live site and taken away again) or
    folder (files and dump alone). `seconds` run from the start to the last row; `age_s` is how old the data were."""

    kind: ClassVar[str] = "backup.restore"

    to: str
    is_whole: bool
    files: int
    tables: int
    rows: int
    seconds: int
    age_s: int
