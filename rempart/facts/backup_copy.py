"""One place in which a site's snapshots lie, as the vault sees it there (BAK-02, BAK-05, BAK-06)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class BackupCopy(Fact, frozen=True, kw_only=True):
    """`place` is its uid. `is_here`: a folder of the machine that Rempart runs on. `is_elsewhere`: the owner says that it
    is another data centre. `is_key_kept`: the two shares of the key were shown to a person, so that the copy opens
    without this installation. None = not tried, or not checked yet."""

    kind: ClassVar[str] = "backup.copy"
    about: ClassVar[tuple[str, ...]] = ("place",)

    place: str
    medium: str
    is_here: bool
    is_elsewhere: bool
    is_encrypted: bool
    is_key_kept: bool
    age_s: int
    snapshots: int
    verified_age_s: int | None
    is_delete_refused: bool | None
