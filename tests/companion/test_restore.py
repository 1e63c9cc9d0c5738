"""Putting back: byte for byte and row for row, only while an administrator allows it, and with a way back at every step."""

import base64
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rempart.channel.companion import Refused, Unreached
from rempart.channel.companion.copying import Entry, files, marks, rows, tables, whole_file
from rempart.channel.companion.restoring import Restoring
from tests.companion.house import House

pytestmark = pytest.mark.slow


@contextmanager
def _window(house: House) -> Iterator[None]:
    house.account.php("Rempart\\Companion\\Window::open(1);")
    yield
    house.account.php("Rempart\\Companion\\Window::close(1);")


def _copy_tables(house: House, *only: str) -> dict[str, tuple[str, list[str], list[bytes]]]:
    found = {}
    for one in tables(house.companion)[0]:
        if only and one["name"] not in only:
            continue
        pieces = list(rows(house.companion, one["name"]))
        found[one["name"]] = (one["create"], list(pieces[0].columns), [piece.bytes for piece in pieces])
    return found


def _below(house: House, folder: str) -> Iterator[Entry]:
    """What stands in a folder; the list goes on from it, and what follows is not asked for."""
    for entry in files(house.companion, "site", after=folder):
        if not entry.path.startswith(f"{folder}/"):
            return
        yield entry


def _copy_files(house: House, folder: Path, below: str) -> list[tuple[Entry, Path]]:
    found = []
    for entry in _below(house, below):
        if entry.kind not in ("file", "folder"):
            continue
        target = folder / hashlib.sha256(entry.path.encode("utf-8", "surrogateescape")).hexdigest()
        if entry.kind == "file":
            target.write_bytes(b"".join(whole_file(house.companion, "site", entry)))
        found.append((entry, target))
    return found


def _leftovers(house: House) -> list[str]:
    inside = [path.name for path in (house.account.root / "wp-content").iterdir() if path.name.startswith("rempart")]
    names = house.account.php(
        "global $wpdb; foreach ($wpdb->get_col('SHOW TABLES') as $t) { if (strpos($t, 'rmp')) { echo $t, ' '; } }"
    )
    return inside + names.split() + ([".maintenance"] if (house.account.root / ".maintenance").exists() else [])


def test_a_spoilt_site_comes_back_as_it_was(house: House, tmp_path: Path) -> None:
    account, line = house.account, house.companion
    account.write("wp-content/uploads/2026/stone.bin", os.urandom(7_000_000))
    account.write("wp-content/uploads/2026/é 石.txt", "roc")
    account.write("wp-content/uploads/2026/empty", b"")
    account.php("update_option('quarry_large', str_repeat('granite', 400000));")  # larger than a request
    account.php(
        "update_option('quarry', str_repeat(\"\\0🪨'\", 50)); wp_insert_post(['post_title' => 'Ordered 🪨', 'post_status' => 'publish']);"
    )
    (tmp_path / "files").mkdir()
    kept = _copy_files(house, tmp_path / "files", "wp-content/uploads")
    kept_tables, kept_marks = _copy_tables(house), marks(line)
    listed = {one.path: one for one in _below(house, "wp-content/uploads")}

    account.write("wp-content/uploads/2026/stone.bin", b"spoilt")
    account.delete("wp-content/uploads/2026/é 石.txt")
    account.write("wp-content/uploads/2026/shell.php", "<?php // planted")
    account.php(
        "global $wpdb; $wpdb->query(\"DELETE FROM {$wpdb->posts}\"); update_option('quarry', 'spoilt'); update_option('active_plugins', ['rempart-companion/rempart-companion.php']);"
    )

    with _window(house):
        restore = Restoring(line, secrets.token_hex(16), request_bytes=1_000_000)
        assert restore.begin()["phase"] == "taking"
        assert restore.files("site", kept) == 0
        restore.gone("site", ["wp-content/uploads/2026/shell.php"])
        for name, (create, columns, pieces) in kept_tables.items():
            restore.table(name, create, columns, pieces)
        assert (account.root / "wp-content/uploads/2026/stone.bin").read_bytes() == b"spoilt"  # nothing is touched yet
        restore.finish(files=len(kept) + 1)
        assert marks(line) == kept_marks
        after = {one.path: one for one in _below(house, "wp-content/uploads")}
        for path, entry in listed.items():
            told = after[path]
            assert (told.kind, told.size, told.sha256) == (entry.kind, entry.size, entry.sha256), path
            if entry.kind == "file":
                assert (told.mtime, told.mode) == (entry.mtime, entry.mode), path
        assert set(after) == set(listed)
        assert _leftovers(house) != []  # the way back is still there
        restore.commit()
    assert _leftovers(house) == []
    assert line.call("hello")["protocol"] == 1  # our own options were not overwritten
    assert "Ordered" in account.php("echo get_posts(['s' => 'Ordered'])[0]->post_title;")


def test_it_can_be_abandoned_after_it_was_put_in_place(house: House, tmp_path: Path) -> None:
    account, line = house.account, house.companion
    account.write("wp-content/uploads/a/old.txt", "old")
    account.write("wp-content/uploads/a/same.txt", "present")
    before = marks(line)
    create, columns, _ = _copy_tables(house, "wp_posts")["wp_posts"]
    (tmp_path / "new").write_bytes(b"from the copy")
    new = [
        (Entry(f"wp-content/uploads/a/{name}.txt", "file", mtime=1_700_000_000), tmp_path / "new")
        for name in ("same", "fresh")
    ]
    with _window(house):
        restore = Restoring(line, secrets.token_hex(16))
        restore.begin()
        restore.files("site", new)
        restore.gone("site", ["wp-content/uploads/a/old.txt"])
        restore.table("wp_posts", create, columns, [])
        restore.finish()
        folder = account.root / "wp-content/uploads/a"
        assert {one.name: one.read_text() for one in folder.iterdir()} == {
            "same.txt": "from the copy",
            "fresh.txt": "from the copy",
        }
        assert account.php('global $wpdb; echo $wpdb->get_var("SELECT COUNT(*) FROM {$wpdb->posts}");') == "0"
        restore.abandon()
    assert {one.name: one.read_text() for one in folder.iterdir()} == {"same.txt": "present", "old.txt": "old"}
    assert marks(line) == before
    assert _leftovers(house) == []
    account.delete("wp-content/uploads/a")


def test_an_interrupted_restore_goes_on_where_it_was(house: House, tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    (tmp_path / "big").write_bytes(content)
    entry = Entry("wp-content/uploads/went-on.bin", "file", size=len(content), mtime=1_700_000_000)
    name = secrets.token_hex(16)
    with _window(house):
        first = Restoring(house.companion, name, request_bytes=1_000_000)
        first.begin()
        parts = list(first._parts("site", entry, tmp_path / "big"))
        first._put(parts[:1])
        with pytest.raises(Refused, match="gap: 1000000"):
            first._put(parts[2:3])  # a piece is missing
        with pytest.raises(Refused, match="another restore"):
            Restoring(house.companion, secrets.token_hex(16)).begin()
        again = Restoring(house.companion, name, request_bytes=1_000_000)
        assert again.begin() == {"v": 1, "phase": "taking", "files": 0, "tables": []}
        again._put(parts[0:1])  # the same piece twice changes nothing
        again._put(parts[1:])
        assert again.begin()["files"] == 1
        again.finish(files=1)
        again.finish(files=1)  # asked again after a lost answer
        again.commit()
    target = house.account.root / entry.path
    assert target.read_bytes() == content
    assert target.stat().st_mtime == 1_700_000_000
    target.unlink()


@pytest.mark.parametrize("step", ["before_files", "half_files", "before_tables", "after_tables"])
def test_php_killed_at_any_step_leaves_the_old_or_the_new_within_reach(house: House, tmp_path: Path, step: str) -> None:
    account, line = house.account, house.companion
    for number in range(6):
        account.write(f"wp-content/uploads/k/{number}.txt", "old")
    (tmp_path / "new").write_bytes(b"new")
    entries = [(Entry(f"wp-content/uploads/k/{number}.txt", "file"), tmp_path / "new") for number in range(6)]
    create, columns, pieces = _copy_tables(house, "wp_links")["wp_links"]
    deaths = {
        "before_files": ("Mover.php", "        $plans = $this->restore->plans();\n        for"),
        "half_files": ("Mover.php", "            $this->restore->state['moved'] = $number + 1;"),
        "before_tables": ("Ops/RestoreFinish.php", "        $database->swap($moves);"),
        "after_tables": ("Ops/RestoreFinish.php", "        $restore->state['phase'] = 'placed';"),
    }
    name, place = deaths[step]
    file = account.root / "wp-content/plugins/rempart-companion/src" / name
    whole = file.read_text()
    assert place in whole
    for ending in ("resume", "return"):
        with _window(house):
            restore = Restoring(line, secrets.token_hex(16))
            restore.begin()
            restore.files("site", entries)
            restore.table("wp_links", create, columns, pieces)
            die = "if (!is_file('%s/dead')) { touch('%s/dead'); posix_kill(getpid(), 9); }\n".replace(
                "getpid", "getmypid"
            ) % ((account.home,) * 2)
            account.write(f"wp-content/plugins/rempart-companion/src/{name}", whole.replace(place, die + place))
            account.php("opcache_reset();")
            (account.home / "dead").unlink(missing_ok=True)
            try:
                with pytest.raises(Unreached, match=r"broken|reset"):
                    restore.finish()
                assert (account.home / "dead").exists()
            finally:
                account.write(f"wp-content/plugins/rempart-companion/src/{name}", whole)
            if ending == "resume":
                restore.finish()
                restore.commit()
            else:
                restore.abandon()
        said = {one.read_text() for one in (account.root / "wp-content/uploads/k").iterdir()}
        assert said == {"new"} if ending == "resume" else said == {"old"}, (step, ending)
        assert _leftovers(house) == []
        for number in range(6):
            account.write(f"wp-content/uploads/k/{number}.txt", "old")
    account.delete("wp-content/uploads/k")


def test_nothing_is_put_back_while_nobody_allows_it(house: House) -> None:
    with pytest.raises(Refused, match="closed"):
        Restoring(house.companion, secrets.token_hex(16)).begin()
    assert _leftovers(house) == []


def _put(house: House, name: str, path: str, content: bytes = b"x", **other: object) -> None:
    about = {"kind": "put", "root": "site", "path": path, "size": len(content), "length": len(content),
             "sha256": hashlib.sha256(content).hexdigest(), **other}  # fmt: skip
    house.companion.call("restore_put", {"id": name, "files": [about], "data": base64.b64encode(content).decode()})


def test_nothing_is_written_outside_or_over_what_holds_us(houses: Callable[[str], House]) -> None:
    house = houses("mariadb")
    account = house.account
    link = account.root / "wp-content/uploads/out"
    link.unlink(missing_ok=True)
    link.symlink_to(account.home)
    name = secrets.token_hex(16)
    with _window(house):
        restore = Restoring(house.companion, name)
        restore.begin()
        for path in ("../escaped.php", "/tmp/escaped.php", "wp-content/../../escaped", "a/./b", "wp-content/uploads/out/escaped",
                     "index.php/below", "a\\b", "x" * 300, ""):  # fmt: skip
            with pytest.raises(Refused) as no:
                _put(house, name, path)
            assert no.value.word in ("path", "args"), path
        with pytest.raises(Refused, match="hash"):
            _put(house, name, "wp-content/uploads/x.txt", sha256="0" * 64)
        for root in ("etc", "uploads"):
            with pytest.raises(Refused):
                _put(house, name, "x.txt", root=root)
        config = (account.root / "wp-config.php").read_bytes()
        for path in (
            "wp-config.php",
            "wp-content/plugins/rempart-companion/src/Gate.php",
            f"wp-content/rempart-restore-{name}/index.php",
        ):
            _put(house, name, path)  # left alone, and said so
        assert restore.begin()["files"] == 0
        restore.finish()
        restore.commit()
    assert (account.root / "wp-config.php").read_bytes() == config
    assert not (account.home / "escaped").exists()
    link.unlink()


def test_what_waits_is_not_served_and_not_run(houses: Callable[[str], House]) -> None:
    house = houses("sqlite")
    name = secrets.token_hex(16)
    with _window(house):
        restore = Restoring(house.companion, name)
        restore.begin()
        _put(house, name, "wp-content/uploads/shell.php", b"<?php echo 'ran';")
        (waiting,) = (house.account.root / f"wp-content/rempart-restore-{name}/new").iterdir()
        assert waiting.suffix == ""
        from rempart.channel import outbound

        url = f"{house.account.url}/wp-content/rempart-restore-{name}/new/{waiting.name}"
        assert outbound.request("GET", url, {}, ca_pem=house.account.ca_pem, allow_private=True).status == 403
        restore.abandon()


POISONED = [
    "CREATE TABLE `wp_links` (`a` int) ENGINE=InnoDB; DROP TABLE wp_users",
    "CREATE TABLE `wp_links` (`a` int) ENGINE=InnoDB DATA DIRECTORY='/tmp'",
    "CREATE TABLE `wp_links` (`a` int) ENGINE=CONNECT",
    "CREATE TABLE `wp_links` (`a` int) ENGINE=FEDERATED CONNECTION='mysql://x'",
    "CREATE TABLE `wp_links` (`a` int) AS SELECT * FROM wp_users",
    "CREATE TABLE `wp_users` (`a` int) ENGINE=InnoDB",
    "CREATE DEFINER=`root`@`localhost` TRIGGER t BEFORE INSERT ON wp_users FOR EACH ROW SET @a = 1",
    "CREATE TABLE `wp_links` (`a` int /*! , `b` int */) ENGINE=InnoDB",
    "CREATE TABLE `wp_links` (`a` int DEFAULT 'x) ENGINE=InnoDB",
    "DROP TABLE `wp_users`",
    "CREATE TABLE `wp_links` LIKE `wp_users`",
]


def test_a_poisoned_form_is_not_taken_in(houses: Callable[[str], House]) -> None:
    house = houses("mariadb")
    before = marks(house.companion)
    with _window(house):
        restore = Restoring(house.companion, secrets.token_hex(16))
        restore.begin()
        for create in POISONED:
            with pytest.raises(Refused, match="create"):
                restore.table("wp_links", create, ["a"], [])
        for table in ("mysql.user", "wp_rempart_nonces", "other_table", "wp_x`y", "wp_\nx"):
            with pytest.raises(Refused, match=r"table|args"):
                restore.table(table, "CREATE TABLE `x` (`a` int)", ["a"], [])
        restore.abandon()
    assert marks(house.companion) == before
    assert _leftovers(house) == []


def test_values_are_never_code(houses: Callable[[str], House]) -> None:
    house = houses("mariadb")
    create, columns, _ = _copy_tables(house, "wp_links")["wp_links"]
    from rempart.channel.companion.rows import encode

    with _window(house):
        restore = Restoring(house.companion, secrets.token_hex(16))
        restore.begin()
        row = (
            [b"1", b"'); DROP TABLE wp_users; -- \\"]
            + [b"x"] * 4
            + [b"Y", b"1", b"0", b"2026-01-01 00:00:00", b"", b"", b""]
        )
        restore.table("wp_links", create, columns, [encode(row)])
        for bad in (b"1); DROP TABLE wp_users", b"0x41", b"1e", b"", b"(SELECT 1)"):
            with pytest.raises(Refused, match="args"):
                restore.table("wp_links", create, columns, [encode([bad, *row[1:]])])
        with pytest.raises(Refused):
            restore.table("wp_links", create, ["link_id`) VALUES (1); --"], [encode([b"1"])])
        restore.abandon()
    assert int(house.account.php('global $wpdb; echo $wpdb->get_var("SELECT COUNT(*) FROM {$wpdb->users}");')) >= 1
