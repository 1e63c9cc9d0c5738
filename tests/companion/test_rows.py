"""Tables out of the site: every byte, in pieces, from any cursor on; names that are no tables are nothing."""

import json
import secrets
from collections.abc import Callable, Iterable

import pytest

from rempart.channel.companion import Refused
from rempart.channel.companion.copying import Cursor, Piece, marks, rows, still_database, tables
from rempart.channel.companion.rows import Cutter, fields
from tests.companion.house import House

pytestmark = pytest.mark.slow
ODD = """
CREATE TABLE wp_odd (a varchar(40) COLLATE utf8mb4_unicode_520_ci NOT NULL, b int NOT NULL, txt longtext, raw longblob,
 amount decimal(20,6), f float, d double, bits bit(12), day date, at datetime, ts timestamp NULL, kind enum('x','o''o'), js json,
 latin varchar(20) CHARACTER SET latin1, doubled int AS (b * 2) VIRTUAL, PRIMARY KEY (a, b)) DEFAULT CHARSET=utf8mb4;
INSERT INTO wp_odd (a, b, txt, raw, amount, f, d, bits, day, at, ts, kind, js, latin) VALUES
 ('a', -1, 'emoji 🪨 ''quoted'' \\\\ back', x'00ff27225c0a', 12345678901234.567891, 0.1, 1e-300, b'101010101010', '2026-02-28', '0000-00-00 00:00:00', '2026-03-29 01:30:00', 'o''o', '{"k": [1, "é"]}', 'caf\u00e9'),
 ('A2', 5, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), ('b''; DROP TABLE wp_odd; --', 5, '', '', 0, -0.0, 3.141592653589793, b'0', '2026-01-01', '2026-01-01 00:00:00', NULL, 'x', '[]', '');
CREATE TABLE wp_nokey (a int, t text); INSERT INTO wp_nokey VALUES (1, 'x'), (1, 'x'), (NULL, NULL);
"""


def _all(house: House, table: str, after: Cursor | None = None) -> list[tuple[bytes | None, ...]]:
    return _read(rows(house.companion, table, after=after))


def _read(pieces: Iterable[Piece]) -> list[tuple[bytes | None, ...]]:
    found = []
    cutter = None
    for piece in pieces:
        cutter = cutter or Cutter(len(piece.columns))
        found += [fields(row, len(piece.columns)) for row in cutter.feed(piece.bytes)]
    assert cutter is not None
    cutter.finish()
    return found


def test_every_table_of_the_site_comes_and_ours_do_not(house: House) -> None:
    told, database = tables(house.companion)
    names = [one["name"] for one in told]
    assert database["kind"] == house.account.engine
    assert {"wp_options", "wp_posts", "wp_users", "wp_usermeta"} < set(names)
    assert not any("rempart" in name for name in names)
    assert all(one["create"].upper().startswith("CREATE TABLE") for one in told)
    options = [row[1] for row in _all(house, "wp_options")]
    assert any(b"siteurl" in (name or b"") for name in options)
    assert not any(b"rempart_companion" in (name or b"") for name in options)  # the site's key stays on the site


def test_rows_come_as_they_stand(houses: Callable[[str], House]) -> None:
    house = houses("mariadb")
    assert house.account.database is not None
    house.account.database.sql("SET NAMES utf8mb4; USE wordpress; DROP TABLE IF EXISTS wp_odd, wp_nokey;" + ODD)
    try:
        first, quoted, bare = sorted(_all(house, "wp_odd"), key=lambda row: (row[0] == b"A2", row[0] or b""))
        assert first[2] == "emoji 🪨 'quoted' \\ back".encode()
        assert first[3] == b'\x00\xff\x27"\\\n'
        assert (first[4], first[7], first[8], first[9]) == (
            b"12345678901234.567891",
            b"2730",
            b"2026-02-28",
            b"0000-00-00 00:00:00",
        )
        assert (float(first[5] or b"0"), first[13]) == (0.10000000149011612, b"caf\xe9")
        assert json.loads(first[12] or b"") == {"k": [1, "é"]}
        assert quoted[0] == b"b'; DROP TABLE wp_odd; --"
        assert bare[2:] == (None,) * 12
        assert len(first) == 14  # the computed column is made again by the form, not copied
        assert sorted(_all(house, "wp_nokey"), key=str) == sorted([(b"1", b"x"), (b"1", b"x"), (None, None)], key=str)
    finally:
        house.account.database.sql("USE wordpress; DROP TABLE IF EXISTS wp_odd, wp_nokey")


def test_a_large_table_comes_in_pieces_that_go_on(house: House) -> None:
    house.account.php(
        "global $wpdb; $wpdb->query(\"DELETE FROM {$wpdb->commentmeta}\");"
        "for ($i = 0; $i < 300; $i++) { $wpdb->insert($wpdb->commentmeta, ['comment_id' => $i, 'meta_key' => 'k', 'meta_value' => str_repeat(chr(97 + $i % 26), $i === 150 ? 9000000 : 40000)]); }"
    )  # fmt: skip
    try:
        pieces = list(rows(house.companion, "wp_commentmeta"))
        assert len(pieces) >= 5  # 12 MB and a row that is larger than a piece
        found = _read(pieces)
        assert len(found) == 300 == sum(piece.rows for piece in pieces)
        assert max(len(row[3] or b"") for row in found) in (9_000_000, 9_000_001)  # SQLite's fields begin with a letter
        middle = next(piece.after for piece in pieces if piece.after and "at" not in piece.after)
        assert 0 < len(_all(house, "wp_commentmeta", after=middle)) < 300
    finally:
        house.account.php('global $wpdb; $wpdb->query("DELETE FROM {$wpdb->commentmeta}");')


def test_a_mark_changes_with_any_row(house: House) -> None:
    before = marks(house.companion)
    assert before == marks(house.companion)
    house.account.php("update_option('blogdescription', 'Stone " + secrets.token_hex(4) + "');")
    after = marks(house.companion)
    assert {name for name in after if after[name] != before[name]} == {"wp_options"}


def test_a_copy_that_was_disturbed_is_taken_again_until_it_stands_still(house: House) -> None:
    taken: list[str] = []
    disturbed = iter(range(2))

    def take(table: str) -> None:
        taken.append(table)
        for _ in rows(house.companion, table):
            pass
        if table == "wp_options" and next(disturbed, None) is not None:
            house.account.php(f"update_option('blogdescription', '{secrets.token_hex(4)}');")

    assert still_database(house.companion, take) == []
    assert taken.count("wp_options") == 3
    assert taken.count("wp_posts") == 1


@pytest.mark.parametrize(
    "table",
    ["mysql.user", "wp_options` UNION SELECT 1", "wp_options; DROP TABLE wp_options", "../wp_options", "", "information_schema.TABLES",
     "wp_rempart_nonces", "wp_rempart_events", "wp_rempart_traffic", "sqlite_master", "WP_OPTIONS", "wp_options\0"],
)  # fmt: skip
def test_what_is_no_table_of_the_site_gives_nothing(house: House, table: str) -> None:
    with pytest.raises(Refused) as no:
        house.companion.stream("rows", {"table": table})
    assert no.value.word == "table"


@pytest.mark.parametrize(
    "after",
    [{"key": ["x"]}, {"key": ["MSBPUiAxPTE="]}, {"key": ["MQ==", "MQ=="]}, {"key": {"a": "MQ=="}}, {"offset": -1}, {"other": 1},
     {"key": [1]}, {"row": "x"}],
)  # fmt: skip
def test_a_made_up_cursor_is_no_way_in(houses: Callable[[str], House], after: Cursor) -> None:
    with pytest.raises(Refused) as no:
        houses("mariadb").companion.stream("rows", {"table": "wp_posts", "after": after})
    assert no.value.word == "args"
