"""Leaked passwords: the short list always, the long one where the operator put it."""

import hashlib
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.access.store.breached import FILE, is_breached, stands_in
from rempart.channel.place import state_folder


def line_of(password: str) -> str:
    return hashlib.sha1(password.encode()).hexdigest().upper()


def test_the_commonest_are_known_without_any_file() -> None:
    assert is_breached("password123")
    assert not is_breached("granite-not-gravel-5")


def test_the_operators_list_counts() -> None:
    file = state_folder() / FILE
    file.write_text("\r\n".join(sorted(f"{line_of(word)}:{n}" for n, word in enumerate(["granite-not-gravel-5", "x"]))))
    try:
        assert is_breached("granite-not-gravel-5")
        assert not is_breached("granite-not-gravel-6")
    finally:
        file.unlink()


@given(
    st.sets(st.text(max_size=6), max_size=40),
    st.sets(st.text(max_size=6), max_size=20),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=60)
def test_found_are_those_that_stand_there_and_no_others(tmp_path_factory, listed, others, end) -> None:  # type: ignore[no-untyped-def]
    file: Path = tmp_path_factory.mktemp("list") / "breached"
    file.write_bytes("".join(sorted(f"{line_of(word)}:{len(word) * 977}{end}" for word in listed)).encode())
    assert all(stands_in(file, word) for word in listed)
    assert not any(stands_in(file, word) for word in others - listed)


@given(st.binary(max_size=600))
@settings(max_examples=40)
def test_a_file_of_another_form_finds_nothing_and_ends(tmp_path_factory, data: bytes) -> None:  # type: ignore[no-untyped-def]
    file: Path = tmp_path_factory.mktemp("list") / "breached"
    file.write_bytes(data)
    assert not stands_in(file, "granite-not-gravel-5")
