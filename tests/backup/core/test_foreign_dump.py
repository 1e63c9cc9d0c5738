"""A dump from a stranger: what the plug-in writes comes out as the vault's own, everything else is left out or refused."""

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.backup.core.dump import Poisoned, statements
from rempart.backup.core.foreign_dump import Rewriter
from rempart.backup.core.foreign_value import VALUE, meant
from tests.backup.updraft_writer import CREATE, HEADER, Cell, cell, dump, table

PLAIN = CREATE.format(name="wp_t")
COLUMNS = st.tuples(
    st.integers(0, 2**63),
    st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), max_size=40)),
    st.one_of(st.none(), st.binary(max_size=40)),
)


def rewritten(text: bytes, step: int = 1 << 20) -> dict[str, bytes]:
    """By table, fed in blocks of that size. Each is read again by the vault's own grammar. Raises Poisoned."""
    made: dict[str, bytearray] = {}

    def begin(named: str) -> object:
        made[named] = bytearray()
        return made[named].extend

    reader = Rewriter(begin)  # type: ignore[arg-type]
    for at in range(0, len(text), step):
        reader.feed(text[at : at + step])
    reader.end()
    for named, out in made.items():
        try:
            list(statements(_lines(bytes(out)), named, "fresh", lambda other: other))
        except Poisoned as bad:
            raise AssertionError(f"let through, and could not be restored: {bad}") from bad
    return {named: bytes(out) for named, out in made.items()}


def _lines(text: bytes) -> list[bytes]:
    """Line feeds alone end a line, as in a file."""
    return [line + b"\n" for line in text.split(b"\n")[:-1]]


def rows(text: bytes) -> list[list[Cell]]:
    """What a database would hold."""
    found = []
    for line in text.split(b"VALUES\n", 1)[1].split(b"\n") if b"VALUES\n" in text else []:
        if line.startswith(b"("):
            found.append([_value(one) for one in re.findall(VALUE, line[1:-2], re.S)])
    return found


def _value(text: bytes) -> Cell:
    if text == b"NULL":
        return None
    if text.startswith(b"0x"):
        return bytes.fromhex(text[2:].decode())
    return meant(text) if text.startswith(b"'") else int(text)


@settings(max_examples=150, deadline=None)
@given(given_rows=st.lists(COLUMNS, max_size=12), step=st.integers(1, 400))
def test_every_row_comes_out_as_it_was_however_the_stream_is_cut(
    given_rows: list[tuple[int, str | None, bytes | None]], step: int
) -> None:
    text = dump([table("wp_t", given_rows), table("wp_é``x", [])])
    made = rewritten(text, step)
    assert list(made) == ["wp_t", "wp_é`x"]
    expected = [[one.encode() if isinstance(one, str) else one for one in row] for row in given_rows]
    assert rows(made["wp_t"]) == expected
    assert b"\n  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,\n" in made["wp_t"]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_noise_is_refused_or_makes_no_table(data: bytes) -> None:
    with contextlib.suppress(Poisoned):
        assert rewritten(data) == {}


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 4_000), st.binary(min_size=1, max_size=12))
def test_an_altered_dump_is_refused_or_still_tables_alone(at: int, noise: bytes) -> None:
    """Whatever comes out passes the vault's own grammar: `rewritten` reads it again."""
    text = bytearray(dump([table("wp_t", [(1, "a;b'c\\", b"\x00\xff"), (2, None, None)])]))
    at %= len(text)
    text[at : at + len(noise)] = noise
    with contextlib.suppress(Poisoned):
        rewritten(bytes(text))


POISON = [
    "CREATE DEFINER=`root`@`%` EVENT e ON SCHEDULE EVERY 1 SECOND DO BEGIN UPDATE x SET a=1; DELETE FROM y; END;",
    "SELECT * FROM mysql.user INTO OUTFILE '/var/www/x.php';",
    "LOAD DATA INFILE '/etc/passwd' INTO TABLE `wp_t`;",
    "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE `wp_t`;",
    "INSERT INTO `mysql`.`user` VALUES (1);",
    "INSERT INTO `wp_other` VALUES (1,'x',NULL);",
    "INSERT INTO `wp_t` VALUES (1,LOAD_FILE('/etc/passwd'),NULL);",
    "INSERT INTO `wp_t` VALUES (1,(SELECT 1),NULL);",
    "INSERT INTO `wp_t` SELECT * FROM mysql.user;",
    "INSERT INTO `wp_t` VALUES (1,'x',NULL) ON DUPLICATE KEY UPDATE id=1;",
    "INSERT INTO `wp_t` VALUES (1,'x');",
    "INSERT INTO `wp_t` (`id`,`b`,`t`) VALUES (1,'x',NULL);",
    "INSERT INTO `wp_t` VALUES (1,'x',NULL) /*!50000 , (2,'y',NULL) */;",
    "INSERT INTO `wp_t` VALUES (1,@@version,NULL);",
    "REPLACE INTO `wp_t` VALUES (1,'x',NULL);",
    "UPDATE `wp_t` SET t='x';",
    "DROP DATABASE wordpress;",
    "DROP TABLE IF EXISTS wordpress.users;",
    "GRANT ALL ON *.* TO 'x'@'%';",
    "SET GLOBAL general_log_file='/var/www/x.php';",
    "SET PASSWORD = PASSWORD('x');",
    "USE mysql;",
    "\\! touch /tmp/owned\n",
    "source /etc/passwd\n;",
    "SET NAMES latin1;",
    "/*!40101 SET NAMES latin1 */;",
    PLAIN + ";",
    PLAIN.replace("wp_t", "rmpn_x_0") + ";",
    PLAIN.replace("`wp_t`", "`mysql`.`user`") + ";",
    PLAIN.replace("wp_t", "a").replace("ENGINE=InnoDB", "ENGINE=FEDERATED CONNECTION='mysql://evil/x'") + ";",
    PLAIN.replace("wp_t", "a").replace("ENGINE=InnoDB", "ENGINE=CSV") + ";",
    PLAIN.replace("wp_t", "a").replace("ENGINE=InnoDB", "ENGINE=InnoDB DATA DIRECTORY='/etc'") + ";",
    PLAIN.replace("wp_t", "a").replace("ENGINE=InnoDB", "ENGINE=InnoDB UNION=(`mysql`.`user`)") + ";",
    PLAIN.replace("wp_t", "a") + " SELECT * FROM mysql.user;",
    PLAIN.replace("wp_t", "a") + " AS SELECT 1;",
    PLAIN.replace("wp_t", "a").replace("DEFAULT NULL", "DEFAULT (LOAD_FILE('/etc/passwd'))") + ";",
    PLAIN.replace("wp_t", "a").replace("DEFAULT NULL", "GENERATED ALWAYS AS (sleep(9)) STORED") + ";",
    PLAIN.replace("wp_t", "a").replace("DEFAULT NULL", "CHECK (sleep(9))") + ";",
    PLAIN.replace("wp_t", "a").replace("DEFAULT NULL", "/*!50000 REFERENCES */") + ";",
    PLAIN.replace("wp_t", "a").replace("`b` blob,", "`b` blob, `B` int,") + ";",
    PLAIN.replace("wp_t", "a").replace("KEY `t`", "CONSTRAINT `f` FOREIGN KEY (`t`) REFERENCES `mysql`.`user`") + ";",
    "CREATE TABLE `a` LIKE `mysql`.`user`;",
    "CREATE TEMPORARY TABLE `a` (`a` int);",
    "CREATE TABLE `a` (`a` int",
    "CREATE TABLE `../../etc` (`a` int)\x00;",
    "INSERT INTO `wp_t` VALUES (1,'broken off",
]


@pytest.mark.parametrize("poison", POISON)
def test_a_poisoned_dump_is_refused(poison: str) -> None:
    with pytest.raises(Poisoned):
        rewritten(dump([table("wp_t", [(1, "x", None)]), poison.encode()]))


def test_what_belongs_to_others_stays_behind_and_is_noted() -> None:
    extra = b"""CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW `v` AS select 1;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`%`*/ /*!50003 TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET @a=1 */;
DELIMITER ;;
CREATE DEFINER=`root`@`%` TRIGGER `x` BEFORE INSERT ON `wp_t` FOR EACH ROW BEGIN DELETE FROM wp_t; END ;;
DELIMITER ;
LOCK TABLES `wp_t` WRITE;
/*!40000 ALTER TABLE `wp_t` DISABLE KEYS */;
UNLOCK TABLES;
"""
    made: dict[str, bytearray] = {}
    reader = Rewriter(lambda name: made.setdefault(name, bytearray()).extend)
    reader.feed(dump([table("wp_t", [(1, "x", None)]), extra]))
    reader.end()
    assert reader.left_out >= {"views", "triggers"}
    assert list(made) == ["wp_t"]
    assert b"DEFINER" not in made["wp_t"]
    assert any("Generated" in line for line in reader.header)


def test_what_mysqldump_writes_for_the_plug_in_is_read_too() -> None:
    text = HEADER.encode() + (
        b"DROP TABLE IF EXISTS `wp_t`;\n/*!40101 SET @saved_cs_client     = @@character_set_client */;\n"
        b"/*!40101 SET character_set_client = utf8 */;\nCREATE TABLE `wp_t` (\n  `a` int NOT NULL DEFAULT '0',\n"
        b"  `j` longtext CHECK (json_valid(`j`)),\n  `at` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE "
        b"current_timestamp(),\n  `bits` bit(9),\n  UNIQUE KEY `k` (`a`),\n  CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES "
        b"`wp_u` (`a`) ON DELETE CASCADE\n) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4 ROW_FORMAT=DYNAMIC;\n"
        b"/*!40101 SET character_set_client = @saved_cs_client */;\n\nLOCK TABLES `wp_t` WRITE;\n"
        b"INSERT INTO `wp_t` (`a`, `j`, `at`, `bits`) VALUES (1,'{\"a\":\"it''s\"}','2026-01-01',b'100000001'),"
        b"(-2,_binary '\xff\n',X'41',NULL),(1.5e3,'',0x,NULL);\nUNLOCK TABLES;\n"
    )
    (made,) = rewritten(text).values()
    assert b"(1,'{\"a\":\"it\\'s\"}','2026-01-01',0x0101),\n(-2,0xff0a,0x41,NULL),\n(1.5e3,'','',NULL);\n" in made


def test_a_large_row_is_not_read_over_and_over() -> None:
    import time

    text = dump([table("wp_t", [(1, "x" * 12_000_000, None)])])
    began = time.process_time()
    made = rewritten(text, 1 << 16)
    assert len(made["wp_t"]) > 12_000_000
    assert time.process_time() - began < 20
    assert cell("x") == b"'x'"
