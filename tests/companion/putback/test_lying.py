"""A companion that lies while a site is put back: what it says is stored is read back, and nothing it did is called done."""

import base64
import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from rempart.channel.companion.rows import Sums
from rempart.channel.source import Desk, Origin, Parcel, Table, Trouble
from rempart.companion.actions import put_site
from rempart.companion.actions.connect import connect
from rempart.companion.actions.put_site import PUT_BACK
from rempart.directory.actions.add_site import add_site
from tests.backup.house import Desk as Counting
from tests.cast import Cast
from tests.companion.hub.double import CODE, Double, doubled

pytestmark = pytest.mark.django_db
SQL = (
    b"CREATE TABLE `wp_a` (\n  `id` int(11) NOT NULL,\n  `t` text\n);\nINSERT INTO `wp_a` VALUES\n(1,'x'),\n(2,NULL);\n"
)


@dataclass
class Hollow(Double):
    """Answers a restore as an honest one would, but for what `lie` names."""

    lie: str = ""
    store: dict[str, bytes] = field(default_factory=dict)
    asked_ids: set[str] = field(default_factory=set)
    is_placed: bool = False
    under_way: dict[str, Any] | None = None

    def answer(self, op: str, args: dict[str, Any]) -> dict[str, Any]:
        if op in ("hello", "files", "tables") or op.startswith("restore_"):
            return dict(getattr(self, f"_{op}")(args))
        return super().answer(op, args)

    def _hello(self, args: dict[str, Any]) -> dict[str, Any]:
        return {
            **self.hello(),
            "roots": ["site"],
            "prefix": "wp_",
            "restore": self.under_way,
            "window_until": int(time.time()) + 60,
        }

    def _files(self, args: dict[str, Any]) -> dict[str, Any]:
        live = self.store if self.is_placed and self.lie != "placed" else {"index.php": b"old"}
        told = [
            {"path": path, "kind": "file", "size": len(held), "mtime": 1, "mode": 420, "sha256": _hash(held)}
            for path, held in sorted(live.items())
        ]
        return {"entries": told, "next": None}

    def _tables(self, args: dict[str, Any]) -> dict[str, Any]:
        return {"tables": [{"name": "wp_a"}], "next": None, "database": {"kind": "mariadb"}}

    def _restore_begin(self, args: dict[str, Any]) -> dict[str, Any]:
        self.asked_ids.add(args["id"])
        self.under_way = {"id": args["id"], "phase": "taking"}
        return {"phase": "taking", "files": 0, "tables": []}

    def _restore_put(self, args: dict[str, Any]) -> dict[str, Any]:
        data, at, received = base64.b64decode(args["data"]), 0, []
        for one in args["files"]:
            length = one.get("length", 0)
            self.store[one["path"]] = data[at : at + length]
            at += length
            received.append(-1 if self.lie == "alone" else one.get("offset", 0) + length)
        return {"received": received}

    def _restore_rows(self, args: dict[str, Any]) -> dict[str, Any]:
        return {"table": args["table"], "pieces": 1}

    def _restore_check(self, args: dict[str, Any]) -> dict[str, Any]:
        if args.get("tables"):
            sums = Sums(args["salt"])
            for row in [(b"1", b"x"), (b"2", b"changed" if self.lie == "rows" else None)]:
                sums.add(row)
            return {"tables": [{"table": "wp_a", "rows": sums.rows, "sums": list(sums.told[1])}], "next": None}
        salt = b"" if self.lie == "digest" else args["salt"].encode()
        told = [{"kind": "put", "path": path, "digest": _hash(salt + held)} for path, held in self.store.items()]
        return {"entries": told[1:] if self.lie == "fewer" else told, "next": None}

    def _restore_finish(self, args: dict[str, Any]) -> dict[str, Any]:
        self.is_placed = True
        self.under_way = {"id": args["id"], "phase": "placed"}
        return {"phase": "placed"}

    def _restore_abandon(self, args: dict[str, Any]) -> dict[str, Any]:
        self.under_way = None
        return {"phase": "gone"}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def hollow() -> Iterator[Hollow]:
    with doubled(Hollow()) as double:
        assert isinstance(double, Hollow)
        yield double


@pytest.fixture
def origin(cast_: Cast, hollow: Hollow, monkeypatch: pytest.MonkeyPatch) -> Origin:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    monkeypatch.setattr(put_site, "AGAIN_S", ())
    site = add_site(cast_.alice, cast_.lavande, hollow.home, is_private=True)
    connect(cast_.alice, site, CODE)
    return Origin(site.uid, site.address, {}, allow_private=True)


@pytest.fixture
def parcel(tmp_path: Path) -> Parcel:
    (tmp_path / "new").mkdir()
    (tmp_path / "new/index.php").write_bytes(b"new")
    (tmp_path / "new/other.php").write_bytes(b"other")
    (tmp_path / "database").mkdir()
    (tmp_path / "database/00001.sql").write_bytes(SQL)
    table = Table("wp_a", "00001.sql", 2, len(SQL), _hash(SQL))
    return Parcel("one", True, tmp_path / "new", tmp_path / "database", "mysql", "", (table,))


def _back(origin: Origin, parcel: Parcel) -> None:
    desk: Desk = Counting()
    PUT_BACK.prepare(origin, parcel, desk)
    PUT_BACK.swap(origin, parcel, desk)


def test_an_honest_one_is_believed(hollow: Hollow, origin: Origin, parcel: Parcel) -> None:
    _back(origin, parcel)
    assert hollow.store == {"index.php": b"new", "other.php": b"other"}


@pytest.mark.parametrize("lie", ["digest", "fewer", "alone", "rows", "placed"])
def test_what_is_said_to_be_stored_and_is_not_ends_the_restore(
    hollow: Hollow, origin: Origin, parcel: Parcel, lie: str
) -> None:
    hollow.lie = lie
    with pytest.raises(Trouble) as told:
        _back(origin, parcel)
    assert told.value.code == "bad_answer"
    assert hollow.is_placed == (lie == "placed")
    PUT_BACK.undo(origin, parcel, Counting())
    assert hollow.asked[-1] == "restore_abandon"


def test_a_site_that_forgot_the_restore_has_not_returned_it(hollow: Hollow, origin: Origin, parcel: Parcel) -> None:
    _back(origin, parcel)
    hollow.under_way = None  # another administrator ended it, or the site was wiped meanwhile
    with pytest.raises(Trouble) as told:
        PUT_BACK.undo(origin, parcel, Counting())
    assert told.value.code == "missing"
    assert hollow.asked[-1] == "hello"


def test_a_return_whose_answer_was_lost_is_one(hollow: Hollow, origin: Origin, parcel: Parcel) -> None:
    _back(origin, parcel)
    PUT_BACK.undo(origin, parcel, Counting())
    PUT_BACK.undo(origin, parcel, Counting())
    assert hollow.under_way is None


def test_an_answer_of_ten_gigabytes_is_cut_off(hollow: Hollow, origin: Origin, parcel: Parcel) -> None:
    hollow.endless = True
    with pytest.raises(Trouble) as told:
        PUT_BACK.prepare(origin, parcel, Counting())
    assert told.value.code in ("too_large", "bad_answer")
    assert hollow.endless_sent < 200_000_000


@pytest.mark.parametrize("spoil", ["digest", "rows", "definer", "engine", "prefix"])
def test_a_copy_that_was_altered_is_not_sent(hollow: Hollow, origin: Origin, parcel: Parcel, spoil: str) -> None:
    assert parcel.database is not None
    (table,) = parcel.tables
    sql = {"definer": b"CREATE DEFINER=`root`@`%` TRIGGER t BEFORE INSERT ON wp_a FOR EACH ROW SET @a = 1;\n"}.get(
        spoil, SQL
    )
    (parcel.database / table.file).write_bytes(sql)
    name = "other_a" if spoil == "prefix" else table.name
    digest = "0" * 64 if spoil == "digest" else _hash(sql)
    altered = Table(name, table.file, 3 if spoil == "rows" else 2, len(sql), digest)
    engine = "sqlite" if spoil == "engine" else "mysql"
    with pytest.raises(Trouble) as told:
        PUT_BACK.prepare(origin, Parcel("one", True, None, parcel.database, engine, "", (altered,)), Counting())
    assert told.value.code == {"engine": "other_engine", "prefix": "other_prefix"}.get(spoil, "poisoned")
    assert not hollow.is_placed
