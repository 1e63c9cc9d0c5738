"""The check-up says what is missing to look into archives."""

from pathlib import Path

from rempart.mail.net import box
from rempart.upkeep.checks.archive_tools import UNIT


def test_what_is_missing_is_named(monkeypatch) -> None:
    assert UNIT.ask(Path()).state == "ok"
    monkeypatch.setattr(box, "works", lambda: False)
    told = UNIT.ask(Path())
    assert (told.state, told.fix) == ("advice", "Install: bubblewrap (docs/archives.md)")
    monkeypatch.setitem(box._ENVIRONMENT, "LIBARCHIVE", "libmissing.so.99")
    assert UNIT.ask(Path()).fix == "Install: libarchive13 bubblewrap (docs/archives.md)"
