"""What is written is read back byte for byte, in the vault's grammar; what is none is refused."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rempart.companion.core.dump import BadDump, Row, lines, read, writer

CREATE = "CREATE TABLE `wp_o``ps` (\n  `id` bigint(20) NOT NULL,\n  `na``me` text,\n  `raw` blob,\n  `twice` int GENERATED ALWAYS AS (`id` * 2) VIRTUAL,\n  PRIMARY KEY (`id`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"
TYPES = ("bigint(20)", "text", "blob")
NAME = "wp_o`ps"
FIELD = st.none() | st.binary(max_size=20)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(-(2**63), 2**63), FIELD, FIELD), max_size=5), st.booleans())
def test_every_byte_comes_back(made: list[tuple[int, bytes | None, bytes | None]], is_latin: bool) -> None:
    create = CREATE.replace("CHARSET=utf8mb4", "CHARSET=latin1") if is_latin else CREATE
    rows: list[Row] = [(str(number).encode(), text, raw) for number, text, raw in made]
    write = writer(create, TYPES)
    file = list(lines(NAME, create, map(write, rows)))
    assert all(line.endswith(b"\n") and b"\n" not in line[:-1] for line in file[1:])
    told, columns, back = read(NAME, b"".join(file).splitlines(keepends=True))
    assert (told, columns) == (create, ["id", "na`me", "raw"])
    assert list(back) == rows


def test_another_character_set_is_written_as_bytes() -> None:
    latin = CREATE.replace("utf8mb4", "latin1")
    assert writer(latin, TYPES)((b"1", "é".encode(), None)) == b"(1,0xc3a9,NULL)"
    assert writer(CREATE, TYPES)((b"1", "é".encode(), b"")) == "(1,'é','')".encode()
    assert writer(CREATE, TYPES)((b"1", b"\xe9", None)) == b"(1,0xe9,NULL)"


@pytest.mark.parametrize("number", [b"", b"1;DROP", b"1 OR 1", b"0x1", b"nan", b"1\n"])
def test_a_number_is_a_number(number: bytes) -> None:
    with pytest.raises(BadDump):
        writer(CREATE, TYPES)((number, None, None))


@pytest.mark.parametrize(
    "line", [b"DROP TABLE x;\n", b"(1,2\n", b"(1,SLEEP(9),NULL),\n", b"(1 2),\n", b"(1,'a' 'b'),\n", b"();\n"]
)
def test_what_is_no_row_is_refused(line: bytes) -> None:
    _, _, rows = read(NAME, [f"{CREATE};\n".encode(), line])
    with pytest.raises(BadDump):
        list(rows)
