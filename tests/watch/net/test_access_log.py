"""An access log read onward: rotated, cut, half written, hostile."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.watch.core.access_line import moment_ms
from rempart.watch.net import access_log
from rempart.watch.net.access_log import Cursor, NoLog, end_of, read_on

LINE = b'203.0.113.7 - - [01/Mar/2026:00:00:%02d +0000] "GET / HTTP/1.1" 200 12 "-" "Mozilla/5.0"\n'
MIDNIGHT = 1_772_323_200_000


def lines(count: int) -> bytes:
    return b"".join(LINE % (n % 60) for n in range(count))


def test_onward_and_never_a_half_line(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(lines(3) + (LINE % 5)[:40])
    first = read_on(log, Cursor())
    assert (first.counts, first.more) == ({MIDNIGHT: 3}, False)
    with log.open("ab") as out:
        out.write((LINE % 5)[40:])
    second = read_on(log, first.cursor)
    assert second.counts == {MIDNIGHT: 1}
    assert read_on(log, second.cursor).counts == {}


def test_what_was_rotated_away_is_finished_first(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(lines(3))
    cursor = read_on(log, Cursor()).cursor
    with log.open("ab") as out:
        out.write(lines(2))
    log.rename(tmp_path / "access.log.1")
    log.write_bytes(lines(7))
    old = read_on(log, cursor)
    assert (old.counts, old.more, old.lost) == ({MIDNIGHT: 2}, True, False)
    assert read_on(log, old.cursor).counts == {MIDNIGHT: 7}


def test_what_is_gone_is_said(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(lines(9))
    cursor = read_on(log, Cursor()).cursor
    log.write_bytes(lines(1))  # cut in place
    cut = read_on(log, cursor)
    assert (cut.counts, cut.lost) == ({MIDNIGHT: 1}, True)
    assert read_on(log, Cursor(1, 5)).lost is True  # another file, and the old one nowhere


def test_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_log, "PIECE", 1_000)
    log = tmp_path / "access.log"
    log.write_bytes(lines(50) + b"x" * 5_000 + b"\n" + lines(1))
    cursor, total = Cursor(), 0
    for _ in range(30):
        read = read_on(log, cursor)
        cursor, total = read.cursor, total + sum(read.counts.values())
        if not read.more:
            break
    assert total == 51
    assert cursor == end_of(log)


def test_no_log(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(NoLog):
            read_on(path, Cursor())
        with pytest.raises(NoLog):
            end_of(path)


def test_a_moment_in_the_request_is_not_the_moment() -> None:
    line = LINE % 0
    assert moment_ms(line.replace(b"GET /", b"GET /[02/Mar/2026:00:00:00 +0000]")) == MIDNIGHT
    assert moment_ms(b'- - [31/Feb/2026:00:00:00 +0000] "GET /"') is None
    assert moment_ms(b"[01/Mar/2026:01:00:00 +0100]") == MIDNIGHT


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_line(line: bytes) -> None:
    for text in (line, b"[" + line, (LINE % 1)[:20] + line):
        moment_ms(text)
