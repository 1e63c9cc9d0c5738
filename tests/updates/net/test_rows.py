"""The rows of a kept database by their first column, posts and comments told apart: as both engines hand them over."""

import sqlite3
from pathlib import Path

from rempart.channel.source import Table
from rempart.updates.net.rows import rows_of

DUMP = """CREATE TABLE `wp_comments` (
  `comment_ID` bigint(20) NOT NULL,
  `comment_content` text NOT NULL,
  `comment_type` varchar(20) NOT NULL,
  PRIMARY KEY (`comment_ID`)
);
INSERT INTO `wp_comments` VALUES
(3,'Stock changed, it\\'s 4','order_note'),
(4,'Good stone','comment');
"""


def table(name: str, file: str, rows: int) -> Table:
    return Table(name, file, rows, 1, "0" * 64)


def test_of_a_dump(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text(DUMP)
    (tmp_path / "b.sql").write_text("CREATE TABLE `wp_2_options` (\n  `option_id` int\n);\n")
    tables = [table("wp_comments", "a.sql", 2), table("wp_2_options", "b.sql", 0)]
    found = rows_of("mysql", tmp_path, tables, "wp_")
    assert list(found) == ["wp_comments"]  # settings move by themselves, on a network's second site too
    assert found["wp_comments"].kinds == {"3": "order_note", "4": "comment"}
    assert len(found["wp_comments"].digests) == 2


def test_of_a_file_of_sqlite(tmp_path: Path) -> None:
    line = sqlite3.connect(tmp_path / "db")
    line.executescript(
        "CREATE TABLE wp_posts (ID INTEGER, post_type TEXT); INSERT INTO wp_posts VALUES (7, 'shop_order');"
        "CREATE TABLE wp_comments (comment_ID INTEGER, comment_type TEXT); INSERT INTO wp_comments VALUES (3, 'order_note');"
    )
    line.close()
    found = rows_of("sqlite", tmp_path, [table("wp_posts", "db", 1), table("wp_comments", "db", 1)], "wp_")
    assert (found["wp_posts"].kinds, found["wp_comments"].kinds) == ({"7": "shop_order"}, {"3": "order_note"})
