"""A real MariaDB: one dump cut by table, laid beside, exchanged and returned; poisoned dumps are refused."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dev.wordpress.mariadb import Server, create
from rempart.backup.net import mysql
from rempart.channel.source import Parcel, Table, Trouble
from tests.backup.house import Desk

pytestmark = pytest.mark.slow

TABLES = """
CREATE TABLE `wp_posts` (id BIGINT UNSIGNED PRIMARY KEY AUTO_INCREMENT, t LONGTEXT COMMENT 'a; b', b VARBINARY(20),
  d TIMESTAMP DEFAULT CURRENT_TIMESTAMP, f DOUBLE, g DECIMAL(10,2), j JSON, KEY t (t(10)));
INSERT INTO wp_posts (t,b,d,f,g,j) VALUES ('a\\nb\\'c"\\\\d;é😀', x'00ff0a27', '2026-01-01 00:00:00', 1.5e300, -2.50, '{"a":1}'),
  (NULL,NULL,'2026-01-01 00:00:00',NULL,NULL,NULL), ('),(\\r\\0\\Z','','2026-07-01 12:00:00',0,0,'[]');
CREATE TABLE `tâble ``x` (a INT PRIMARY KEY, p POINT, bt BIT(3), gen INT AS (a+1) VIRTUAL);
INSERT INTO `tâble ``x` (a,p,bt) VALUES (1,POINT(1,2),b'101');
CREATE TABLE empty_one (a INT, b INT, PRIMARY KEY(a,b));
CREATE TABLE parent (id INT PRIMARY KEY) ENGINE=InnoDB;
CREATE TABLE child (id INT PRIMARY KEY, p INT, CONSTRAINT keep_me FOREIGN KEY (p) REFERENCES parent (id) ON DELETE CASCADE);
INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1,1);
CREATE VIEW v AS SELECT * FROM wp_posts;
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the file."""
    folder = tmp_path_factory.mktemp("mariadb")
    create(folder / "data")
    with Server(folder / "data") as server:
        yield server


@pytest.fixture
def server(running: Server) -> mysql.Server:
    """A database of its own, reached as a site's account does."""
    running.sql("DROP DATABASE IF EXISTS shop; CREATE DATABASE shop CHARACTER SET utf8mb4")
    running.sql(
        "CREATE OR REPLACE USER 'shop'@'localhost' IDENTIFIED BY 'a\"b\\\\#c'; GRANT ALL ON shop.* TO 'shop'@'localhost'"
    )
    found = mysql.Server("shop", "shop", 'a"b\\#c', socket=str(running.socket))
    mysql.query(found, TABLES.strip().rstrip(";"))
    return found


def dumped(server: mysql.Server, folder: Path) -> tuple[Table, ...]:
    """All tables."""
    return mysql.dump(server, mysql.tables(server), folder / "database", Desk())


def test_restored_tables_are_the_same_byte_for_byte(server: mysql.Server, tmp_path: Path) -> None:
    made = dumped(server, tmp_path)
    assert {(table.name, table.rows) for table in made} == {
        ("child", 1), ("empty_one", 0), ("parent", 1), ("tâble `x", 1), ("wp_posts", 3),
    }  # fmt: skip
    assert mysql.left_out(server) == ("views",)
    mysql.query(server, "DELETE FROM wp_posts; DROP TABLE child; CREATE TABLE evil (a INT)")
    parcel = Parcel("r1", True, database=tmp_path / "database", engine="mysql", tables=made)
    mysql.lay(server, parcel, Desk())
    mysql.lay(server, parcel, Desk())
    mysql.swap(server, parcel)
    mysql.swap(server, parcel)
    again = dumped(server, tmp_path / "again")
    plain = {table.name: table.sha256 for table in made if table.name not in ("child", "parent")}
    assert {table.name: table.sha256 for table in again if table.name in plain} == plain
    assert {table.name for table in again} == {table.name for table in made}
    assert mysql.query(server, "SELECT COUNT(*) FROM child JOIN parent ON child.p=parent.id") == [["1"]]
    with pytest.raises(Trouble):
        mysql.query(server, "INSERT INTO child VALUES (2, 99)")  # the foreign key holds, and points to the live parent
    mysql.undo(server, parcel)
    assert "evil" in mysql.tables(server)
    assert "child" not in mysql.tables(server)
    assert mysql.query(server, "SHOW TABLES LIKE 'rmp%'") == []


def test_after_finish_nothing_of_the_former_is_left(server: mysql.Server, tmp_path: Path) -> None:
    made = dumped(server, tmp_path)
    one = tuple(table for table in made if table.name == "wp_posts")
    parcel = Parcel("r2", False, database=tmp_path / "database", engine="mysql", tables=one)
    mysql.query(server, "DELETE FROM wp_posts; INSERT INTO empty_one VALUES (1,1)")
    mysql.lay(server, parcel, Desk())
    mysql.swap(server, parcel)
    mysql.finish(server, parcel)
    assert mysql.query(server, "SELECT COUNT(*) FROM wp_posts") == [["3"]]
    assert mysql.query(server, "SELECT COUNT(*) FROM empty_one") == [["1"]]
    assert mysql.query(server, "SHOW TABLES LIKE 'rmp%'") == []


@pytest.mark.parametrize(
    "evil",
    [
        b"INSERT INTO `mysql`.`user` VALUES\n(1);\n",
        b"INSERT INTO `wp_posts` VALUES\n(1,(SELECT 1),NULL,NULL,NULL,NULL,NULL);\n",
        b"INSERT INTO `wp_posts` VALUES\n(LOAD_FILE('/etc/passwd'));\n",
        b"\\! touch /tmp/owned\n",
        b"system touch /tmp/owned\n",
        b"CREATE DEFINER=`root`@`localhost` TRIGGER t BEFORE INSERT ON wp_posts FOR EACH ROW SET @a=1;\n",
        b"SELECT 1 INTO OUTFILE '/tmp/owned';\n",
        b"DROP DATABASE shop;\n",
    ],
)
def test_a_poisoned_dump_is_refused_and_nothing_live_changes(server: mysql.Server, tmp_path: Path, evil: bytes) -> None:
    import hashlib

    made = dumped(server, tmp_path)
    before = [(table.name, table.sha256) for table in made]
    table = next(table for table in made if table.name == "wp_posts")
    file = tmp_path / "database" / table.file
    data = file.read_bytes() + evil
    file.write_bytes(data)
    fitting = replace(table, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))
    parcel = Parcel("r3", False, database=tmp_path / "database", engine="mysql", tables=(fitting,))
    with pytest.raises(Trouble) as caught:
        mysql.lay(server, parcel, Desk())
    assert caught.value.code == "poisoned"
    mysql.undo(server, parcel)
    assert [(one.name, one.sha256) for one in dumped(server, tmp_path / "again")] == before
    assert not Path("/tmp/owned").exists()


def test_a_wrong_password_is_said_without_the_password(server: mysql.Server) -> None:
    with pytest.raises(Trouble) as caught:
        mysql.tables(replace(server, password="hunter2"))
    assert caught.value.code == "refused_us"
    assert "hunter2" not in str(caught.value)
