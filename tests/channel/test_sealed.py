"""Sealed settings: what goes in comes out, and nothing opens at another place, altered, or under another key."""

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rempart.channel import sealed
from rempart.channel.sealed import KEY_FILE, Unreadable, decrypt, encrypt


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REMPART_DATA", str(tmp_path))
    return tmp_path


def test_what_goes_in_comes_out_and_does_not_show(state: Path) -> None:
    box = encrypt(b"a secret word", "outlet:1")
    assert decrypt(box, "outlet:1") == b"a secret word"
    assert b"secret" not in box
    assert encrypt(b"a secret word", "outlet:1") != box
    assert (state / KEY_FILE).stat().st_mode & 0o777 == 0o600


def test_another_place_does_not_open_it() -> None:
    with pytest.raises(Unreadable, match="outlet:2"):
        decrypt(encrypt(b"x", "outlet:1"), "outlet:2")


def test_another_key_does_not_open_it(state: Path) -> None:
    box = encrypt(b"x", "a")
    (state / KEY_FILE).unlink()
    with pytest.raises(Unreadable):
        decrypt(box, "a")


def test_a_damaged_key_file_says_so(state: Path) -> None:
    encrypt(b"x", "a")
    (state / KEY_FILE).write_bytes(b"short")
    with pytest.raises(Unreadable, match=r"settings\.key is damaged"):
        encrypt(b"x", "a")


def test_two_first_users_end_with_the_same_key() -> None:
    boxes: list[bytes] = []
    threads = [threading.Thread(target=lambda: boxes.append(encrypt(b"x", "a"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [decrypt(box, "a") for box in boxes] == [b"x"] * 8


@given(place=st.integers(0, 32), bit=st.integers(0, 7))
def test_any_flipped_bit_is_noticed(place: int, bit: int) -> None:
    box = bytearray(encrypt(b"word", "a"))
    box[place] ^= 1 << bit
    with pytest.raises(Unreadable):
        decrypt(bytes(box), "a")


@pytest.mark.parametrize("text", [b"", b"\x01", b"\x01" + bytes(27), b"\x02" + bytes(60)])
def test_what_was_never_sealed_is_refused(text: bytes) -> None:
    with pytest.raises(sealed.Unreadable):
        decrypt(text, "a")


def test_a_new_key_seals_and_the_old_ones_still_open(state: Path) -> None:
    first = encrypt(b"x", "a")
    assert sealed.begin_new_key(state) == 2
    second = encrypt(b"y", "a")
    assert sealed.begin_new_key(state) == 3
    assert (decrypt(first, "a"), decrypt(second, "a")) == (b"x", b"y")
    for file in (state / KEY_FILE).parent.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600
    for file in (state / KEY_FILE).parent.glob("settings.key.*"):
        file.unlink()
    with pytest.raises(Unreadable):
        decrypt(first, "a")


def test_a_rotation_that_was_killed_loses_no_key(state: Path) -> None:
    box = encrypt(b"x", "a")
    key = (state / KEY_FILE).read_bytes()
    (state / KEY_FILE).with_name("settings.key.1").write_bytes(key)  # the old one kept, the new one not yet there
    (state / KEY_FILE).with_name("settings.key.half").write_bytes(b"torn")
    assert sealed.begin_new_key(state) == 3
    assert decrypt(box, "a") == b"x"


def test_a_key_that_was_retired_never_takes_the_newest_one_with_it(state: Path) -> None:
    """Killed while it retired: of two old keys one is left, and its number must not be given again."""
    for _ in range(2):
        encrypt(b"x", "a")
        sealed.begin_new_key(state)
    box = encrypt(b"y", "a")
    (state / KEY_FILE).with_name("settings.key.1").unlink()
    sealed.begin_new_key(state)
    assert decrypt(box, "a") == b"y"


def test_sealed_again_it_opens_without_the_old_key(state: Path) -> None:
    box = encrypt(b"x", "a")
    assert sealed.reseal(box, "a") is None
    sealed.begin_new_key(state)
    fresh = sealed.reseal(box, "a")
    assert fresh is not None
    assert sealed.retire_older(state) == 1
    assert sealed.older(state) == 0
    assert decrypt(fresh, "a") == b"x"
    with pytest.raises(Unreadable):
        sealed.reseal(box, "a")
