"""Only our own front can say which certificate was seen."""

from pathlib import Path

import pytest

from rempart.channel.front_word import fingerprint_in, make_word, read_word

PRINT = "ab" * 32


def test_the_word_stays_the_same_and_is_ours_alone(tmp_path: Path) -> None:
    assert read_word(tmp_path) == ""
    word = make_word(tmp_path)
    assert make_word(tmp_path) == read_word(tmp_path) == word
    assert (tmp_path / "keys" / "front.word").stat().st_mode & 0o077 == 0


def test_what_the_front_wrote_is_read(tmp_path: Path) -> None:
    word = make_word(tmp_path)
    assert fingerprint_in(f"{word}:{PRINT}", word) == PRINT
    assert fingerprint_in(f"{word}:", word) == ""


@pytest.mark.parametrize(
    "header",
    ["", PRINT, f":{PRINT}", f"{'0' * 64}:{PRINT}", "{word}:{print},x", "x,{word}:{print}", "{word}:{print}\n"],
)
def test_a_forged_header_is_nothing(tmp_path: Path, header: str) -> None:
    word = make_word(tmp_path)
    assert fingerprint_in(header.replace("{word}", word).replace("{print}", PRINT), word) == ""


def test_without_a_word_nothing_counts() -> None:
    assert fingerprint_in(f":{PRINT}", "") == ""
    assert fingerprint_in(f"{'0' * 64}:{PRINT}", "") == ""
