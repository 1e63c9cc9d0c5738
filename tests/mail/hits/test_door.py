"""Addresses out of drill mails: the same answer for every token, bounded, no secret where it does not belong."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.channel.door import Answer
from rempart.mail.core.hits.arrived import ADDRESS_MAX, AGENT_MAX, Arrived, Kind, asked_for, decode, encode, read
from rempart.mail.doors import drill_hits
from rempart.mail.server.spool import segments, take

WIRE = st.binary(max_size=400).map(lambda raw: raw.decode("latin-1"))  # as WSGI hands headers on
TOKEN = "AbCdEfGhIjKlMnOpQrStUv"


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("REMPART_DATA", str(tmp_path))
    monkeypatch.delenv("REMPART_TLS", raising=False)
    drill_hits._spool.cache_clear()
    yield tmp_path
    drill_hits._spool().close()
    drill_hits._spool.cache_clear()


def ask(path: str, method: str = "GET", **more: Any) -> Answer | None:
    return drill_hits.answer({"PATH_INFO": path, "REQUEST_METHOD": method, "REMOTE_ADDR": "192.0.2.7", **more})


def kept(state: Path) -> list[Arrived]:
    return [decode(body) for segment in segments(state) for body in take(segment, 0, 1_000)[0]]


def test_every_address_a_mail_can_hold(door: Path) -> None:
    said = {path: ask(f"/t/{TOKEN}{path}") for path in ("", "/", "/7", "/decoy", "/open.gif", "/here", "/learn")}
    assert [one.status[:3] if one else "" for one in said.values()] == ["303", "303", "303", "303", "200", "204", "303"]
    assert {dict(one.headers).get("Location") for one in said.values() if one} == {
        f"/t/{TOKEN}/page/", f"/t/{TOKEN}/teach/", None,
    }  # fmt: skip
    for one in said.values():
        assert one is not None
        headers = dict(one.headers)
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert "form-action 'none'" in headers["Content-Security-Policy"]
        assert not any(name.lower() == "set-cookie" for name in headers)
    assert ask(f"/t/{TOKEN}/page/") is None  # Django's, and kept all the same
    assert [(one.kind, one.link) for one in kept(door)] == [
        (Kind.LINK, 0), (Kind.LINK, 0), (Kind.LINK, 7), (Kind.DECOY, 0), (Kind.OPEN, 0), (Kind.HERE, 0),
        (Kind.LEARN, 0), (Kind.PAGE, 0),
    ]  # fmt: skip


def test_the_token_itself_is_not_in_the_spool(door: Path) -> None:
    ask(f"/t/{TOKEN}/3", HTTP_REFERER=f"https://mail.example/{TOKEN}", QUERY_STRING=TOKEN)
    assert all(TOKEN.encode() not in segment.read_bytes() for segment in segments(door))


@pytest.mark.parametrize(
    "path",
    ["/t/", "/t/short", f"/t/{TOKEN}x", f"/t/{TOKEN}/999", f"/t/{TOKEN}/../in", f"/t/{TOKEN}/page/x", "/t/é" + TOKEN],
)
def test_what_no_mail_of_ours_holds_is_not_kept(door: Path, path: str) -> None:
    assert ask(path) == drill_hits.NOTHING
    assert kept(door) == []


def test_a_request_is_cut_to_its_bounds_and_its_body_stays_unread(door: Path) -> None:
    class Unread(io.BytesIO):
        def read(self, *_: object) -> bytes:
            raise AssertionError("the body was read")

    long = "x" * 100_000
    answer = ask(
        f"/t/{TOKEN}", "POST" + long, HTTP_USER_AGENT=long, REMOTE_ADDR=long, HTTP_SEC_PURPOSE=long,
        CONTENT_LENGTH=str(10**12), **{"wsgi.input": Unread()},
    )  # fmt: skip
    assert answer is not None
    (one,) = kept(door)
    assert (len(one.agent), len(one.address), len(one.method)) == (AGENT_MAX, ADDRESS_MAX, 40)


def test_the_address_is_our_own_fronts_word_or_the_wire(door: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(f"/t/{TOKEN}", HTTP_X_FORWARDED_FOR="203.0.113.9")
    monkeypatch.setenv("REMPART_TLS", "1")
    ask(f"/t/{TOKEN}", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9")
    assert [one.address for one in kept(door)] == ["192.0.2.7", "203.0.113.9"]


def test_a_full_disk_says_later(door: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(body: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(drill_hits._spool(), "put", full)
    assert ask(f"/t/{TOKEN}") == drill_hits.LATER


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=60),
    st.dictionaries(st.sampled_from(["REMOTE_ADDR", "HTTP_USER_AGENT", "HTTP_PURPOSE"]), WIRE, max_size=3),
)
def test_nothing_a_stranger_sends_breaks_it(path: str, environ: dict[str, str]) -> None:
    assert asked_for("/t/" + path) is None or len(path) >= 22
    one = read(environ, (TOKEN, Kind.LINK, 0), 1, is_behind_front=True)
    assert decode(encode(one)) == one
