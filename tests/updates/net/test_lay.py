"""Files exchanged with a way back, killed anywhere, and never through a link."""

import itertools
from pathlib import Path

import pytest

from rempart.channel.source import Trouble
from rempart.updates.net import lay

PARTS = ("wp-admin", "wp-includes", "index.php")


class Killed(BaseException):
    """As by kill -9: nothing of ours catches it."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A WordPress of a few files, and a newer one."""
    for folder, word in (("site", "old"), ("package", "new")):
        for part in PARTS[:2]:
            (tmp_path / folder / part).mkdir(parents=True)
            (tmp_path / folder / part / "a.php").write_text(word)
        (tmp_path / folder / "index.php").write_text(word)
    (tmp_path / "site/wp-admin/only-old.php").write_text("old")
    (tmp_path / "site/wp-config.php").write_text("mine")
    return tmp_path / "site"


def state(site: Path) -> dict[str, str]:
    """What a visitor's PHP would read."""
    return {path.relative_to(site).as_posix(): path.read_text() for path in site.rglob("*") if path.is_file()}


def beside(site: Path) -> list[str]:
    return [path.name for path in site.parent.iterdir() if path.name.startswith(lay.HIDDEN)]


def test_live_and_back_and_nothing_left(site: Path) -> None:
    before = state(site)
    lay.prepare(site, "u1", site.parent / "package", PARTS, "")
    assert state(site) == before
    lay.swap(site, "u1")
    assert lay.state(site, "u1") == "after"
    assert set(state(site).values()) == {"new", "mine"}
    assert "wp-admin/only-old.php" not in state(site)
    lay.undo(site, "u1")
    assert state(site) == before
    lay.finish(site, "u1")
    assert beside(site) == []


@pytest.mark.parametrize("has_exchange", [True, False])
def test_killed_at_every_step_it_goes_through_or_back(
    site: Path, has_exchange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_exchange:
        monkeypatch.setattr(lay.ctypes, "CDLL", lambda *_, **__: object())  # a system without renameat2
    before = state(site)
    lay.prepare(site, "u1", site.parent / "package", PARTS, "")
    real, whole = Path.rename, lay._exchange
    for act, wanted in ((lay.swap, "after"), (lay.undo, "before")):
        for kill_at in itertools.count():
            count = iter(range(1_000))

            def rename(self: Path, target: Path, count: object = count, kill_at: int = kill_at) -> Path:
                if next(count) == kill_at:  # type: ignore[call-overload]
                    raise Killed
                return real(self, target)

            def exchange(*paths: Path, count: object = count, kill_at: int = kill_at) -> None:
                if has_exchange and next(count) == kill_at:  # type: ignore[call-overload]
                    raise Killed
                whole(*paths)

            monkeypatch.setattr(Path, "rename", rename)
            monkeypatch.setattr(lay, "_exchange", exchange)
            try:
                act(site, "u1")
                break
            except Killed:
                continue
        assert lay.state(site, "u1") == wanted
    assert state(site) == before


def test_what_somebody_else_laid_in_between_is_not_overwritten(site: Path) -> None:
    lay.prepare(site, "u1", site.parent / "package", PARTS, "")
    (site / "wp-admin").rename(site.parent / "away")
    (site / "wp-admin").mkdir()
    (site / "wp-admin/a.php").write_text("by WordPress itself")
    with pytest.raises(Trouble) as trouble:
        lay.swap(site, "u1")
    assert trouble.value.code == "changed_live"
    assert (site / "wp-admin/a.php").read_text() == "by WordPress itself"


def test_nothing_is_laid_through_a_link(site: Path) -> None:
    (site.parent / "elsewhere").mkdir()
    (site / "wp-content").symlink_to(site.parent / "elsewhere")
    with pytest.raises(Trouble) as trouble:
        lay.prepare(site, "u1", site.parent / "package", ["wp-content/plugins/x"], "wp-content/plugins/x")
    assert trouble.value.code == "poisoned"
    assert list((site.parent / "elsewhere").iterdir()) == []


def test_a_list_that_leads_out_is_not_followed(site: Path) -> None:
    lay.prepare(site, "u1", site.parent / "package", PARTS, "")
    file = lay.beside(site, "u1") / lay.JOURNAL
    file.write_bytes(file.read_bytes().replace(b"wp-admin", b"../../x"))
    with pytest.raises(Trouble):
        lay.swap(site, "u1")


def test_maintenance_ends_by_itself_after_a_minute(site: Path) -> None:
    now = 2_000_000_000
    lay.close_for_visitors(site, now)
    begun = int((site / ".maintenance").read_text().split("=")[1].split(";")[0])
    assert now + 59 - begun < lay.WORDPRESS_ENDS_S  # WordPress shows its page as long as it is younger than that
    assert now + 60 - begun >= lay.WORDPRESS_ENDS_S
    lay.open_for_visitors(site)
    assert not (site / ".maintenance").exists()
