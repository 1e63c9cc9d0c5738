"""A site of each engine copied through its companion: byte for byte, again quickly, and on where it was cut off."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from rempart.channel.source import Origin, Stopped, Trouble
from rempart.companion.actions.connect import connect
from rempart.companion.core.dump import read
from rempart.companion.sources.companion import UNIT
from rempart.companion.store.models import Link
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from tests.cast import Cast
from tests.companion.house import code_of
from tests.companion.hub.test_real_site import account
from tests.servers.apache import Account

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
__all__ = ["account"]


@dataclass
class Table:
    """The vault's side, counting what comes over the line, and stopping when told."""

    came: int = 0
    stop_at: int | None = None
    steps: set[str] = field(default_factory=set)

    def tell(self, step: str, done: int, total: int | None = None) -> None:
        self.steps.add(step)
        if self.stop_at is not None and self.came >= self.stop_at:
            raise Stopped

    def pace(self, count: int) -> None:
        self.came += count


@pytest.fixture
def origin(cast_: Cast, account: Account) -> Origin:
    site: Site = add_site(cast_.alice, cast_.lavande, account.url, is_private=True)
    connect(cast_.alice, site, code_of(account))
    return Origin(site.uid, site.address, {}, allow_private=True)


def differences(account: Account, copy: Path, place: str) -> list[str]:
    """Files that are not the same on both sides; the companion's own folder and the database file aside."""
    wrong = []
    for one in account.root.rglob("*"):
        name = one.relative_to(account.root).as_posix()
        if one.is_file() and not one.is_symlink() and not (place and name.startswith(place)):
            there = copy / name
            if not there.is_file() or there.read_bytes() != one.read_bytes():
                wrong.append(name)
    return wrong


def test_cut_off_it_goes_on_comes_whole_and_the_second_time_little(
    account: Account, origin: Origin, tmp_path: Path
) -> None:
    account.write("wp-content/uploads/pic “é”.jpg", bytes(range(256)) * 4_000)
    account.write("wp-content/uploads/film.bin", b"granite\n" * 1_200_000)
    account.php("update_option('stone_words', \"Gr\\u{e9}s d’ici \\u{1F9F1} it's \\\\ fine\\n\");")
    account.php("global $wpdb; $wpdb->query('CREATE TABLE wp_comes_and_goes (a int)');")
    assert UNIT.check(origin, Table()).missing == ()
    cut, rest, again = Table(stop_at=12_000_000), Table(), Table()
    with pytest.raises(Stopped):
        UNIT.copy(origin, tmp_path, cut)
    copied = UNIT.copy(origin, tmp_path, rest)
    whole = sum(one.stat().st_size for one in copied.files.rglob("*") if one.is_file())
    assert rest.came < whole - 6_000_000
    assert copied.notes == ()
    assert rest.steps == {"files", "database"}
    assert differences(account, copied.files, copied.place) == []
    _has_option(copied.database or tmp_path, copied.engine, "Gr\u00e9s d’ici \U0001f9f1 it's \\ fine")
    account.php("global $wpdb; $wpdb->query('DELETE FROM ' . $wpdb->base_prefix . 'rempart_nonces');")  # no waiting
    account.write("wp-content/uploads/new.txt", "new")
    account.delete("wp-content/uploads/pic “é”.jpg")
    account.php("global $wpdb; $wpdb->query('DROP TABLE wp_comes_and_goes');")
    second = UNIT.copy(origin, tmp_path, again)
    assert (second.files / "wp-content/uploads/new.txt").read_text() == "new"
    assert not (second.files / "wp-content/uploads/pic “é”.jpg").exists()
    assert again.came < (cut.came + rest.came) / 20
    assert "wp_comes_and_goes" not in [one.name for one in second.tables]
    account.php("global $wpdb; $wpdb->query('CREATE TABLE wp_comes_and_goes (a int)');")
    third = UNIT.copy(origin, tmp_path, Table())
    assert "wp_comes_and_goes" in [one.name for one in third.tables]
    account.php("global $wpdb; $wpdb->query('DROP TABLE wp_comes_and_goes');")


def _has_option(folder: Path, engine: str, text: str) -> None:
    if engine == "sqlite":
        database = sqlite3.connect(next(folder.glob("*.sqlite")))
        (found,) = database.execute("SELECT option_value FROM wp_options WHERE option_name = 'stone_words'").fetchone()
        database.close()
        assert found.rstrip("\n") == text
        return
    for path in folder.glob("*.sql"):
        with path.open("rb") as source:
            if source.readline().startswith(b"CREATE TABLE `wp_options`"):
                source.seek(0)
                _, columns, rows = read("wp_options", source)
                options = {row[1]: row[2] for row in rows}
                assert columns[:3] == ["option_id", "option_name", "option_value"]
                assert (options[b"stone_words"] or b"").decode().rstrip("\n") == text
                return
    raise AssertionError("no table of options")


def test_a_site_nobody_connected_cannot_be_read(cast_: Cast, tmp_path: Path) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://shop.example")
    with pytest.raises(Trouble) as told:
        UNIT.copy(Origin(site.uid, site.address, {}), tmp_path, Table())
    assert told.value.code == "missing"
    assert not Link.objects.exists()
