"""A hit that was answered is kept: torn frames, full disks, two writers, a segment that is still written to."""

import os
from pathlib import Path

import pytest

from rempart.mail.server import spool
from rempart.mail.server.spool import BODY_MAX, FOLDER, HitSpool, SpoolFull, is_left, segments, take


def all_of(state: Path) -> list[bytes]:
    return [body for segment in segments(state) for body in take(segment, 0, 10_000)[0]]


def test_what_was_put_is_taken_in_order_and_in_parts(tmp_path: Path) -> None:
    writer = HitSpool(tmp_path)
    bodies = [f"hit {number}".encode() for number in range(10)]
    for body in bodies:
        writer.put(body)
    (segment,) = segments(tmp_path)
    first, at = take(segment, 0, 4)
    rest, end = take(segment, at, 100)
    assert first + rest == bodies
    assert take(segment, end, 100) == ([], end)
    assert not is_left(segment)
    writer.close()
    assert is_left(segment)
    assert segment.stat().st_mode & 0o077 == 0
    with pytest.raises(ValueError, match="at most"):
        writer.put(b"x" * (BODY_MAX + 1))


def test_a_torn_end_hides_nothing_that_was_answered(tmp_path: Path) -> None:
    writer = HitSpool(tmp_path)
    writer.put(b"whole")
    (segment,) = segments(tmp_path)
    with segment.open("ab") as file:
        file.write(b"\x05\x00\x00\x00torn")  # as a kill in the middle of a write leaves it
    writer.close()
    after = HitSpool(tmp_path)
    after.put(b"after")
    after.close()
    assert all_of(tmp_path) == [b"whole", b"after"]


def test_a_disk_that_is_full_leaves_no_half_frame(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = HitSpool(tmp_path)
    writer.put(b"one")
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:5]))
    with pytest.raises(SpoolFull):
        writer.put(b"two")
    monkeypatch.setattr(os, "write", write)
    writer.put(b"three")
    writer.close()
    assert all_of(tmp_path) == [b"one", b"three"]


def test_a_new_segment_comes_with_its_size_and_the_whole_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "SEGMENT_MAX_BYTES", 200)
    monkeypatch.setattr(spool, "SPOOL_MAX_BYTES", 800)
    writer = HitSpool(tmp_path)
    kept = []
    while sum(one.stat().st_size for one in segments(tmp_path)) < 900:
        writer.put(body := f"{len(kept):050d}".encode())
        kept.append(body)
    with pytest.raises(SpoolFull):
        writer.put(b"one too many")
    assert len(segments(tmp_path)) > 2
    assert all_of(tmp_path) == kept
    assert [is_left(one) for one in segments(tmp_path)] == [True] * (len(segments(tmp_path)) - 1) + [False]
    segments(tmp_path)[0].unlink()  # taken: there is room again
    writer.put(b"again")
    writer.close()
    assert not list((tmp_path / FOLDER).glob("*.new"))
