"""A companion that lies, never stops, or is none: bounded, refused, and named as what it is."""

import base64
import hashlib
import json
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.channel.companion import Companion, Lying, Refused, TooLong, Unreached, copying, enrol, line, wire
from rempart.channel.companion.line import Pace
from rempart.channel.companion.rows import Cutter, fields

SITE = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
Say = Callable[[socket.socket, dict[str, str], bytes], None]


class _Site:
    """Answers each request by `say`, on loopback, until closed."""

    def __init__(self, say: Say) -> None:
        self.say, self.calls = say, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                wire_, _ = self.listener.accept()
            except OSError:
                return
            try:
                with wire_:
                    wire_.settimeout(10)
                    headers, body = _request(wire_)
                    self.calls += 1
                    self.say(wire_, headers, body)
            except OSError:
                pass  # the other side cut the line, as it should

    def companion(self) -> Companion:
        return Companion(
            self.url, b"h" * 32, wire.public_of(SITE), allow_private=True, pace=Pace(100_000, lambda _: None)
        )


def _request(wire_: socket.socket) -> tuple[dict[str, str], bytes]:
    held = b""
    while b"\r\n\r\n" not in held:
        more = wire_.recv(65_536)
        if not more:
            return {}, b""
        held += more
    head, _, body = held.partition(b"\r\n\r\n")
    headers = {
        name.lower(): value for name, _, value in (one.partition(": ") for one in head.decode().split("\r\n")[1:])
    }
    while len(body) < int(headers.get("content-length", 0)):
        body += wire_.recv(65_536)
    return headers, body


@contextmanager
def _site(say: Say) -> Iterator[_Site]:
    site = _Site(say)
    try:
        yield site
    finally:
        site.listener.shutdown(socket.SHUT_RDWR)
        site.listener.close()
        site.thread.join(10)


def _plain(status: int, body: bytes, **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", *(f"{k}: {v}" for k, v in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def _signed(body: bytes, nonce: str, status: int = 200, key: Ed25519PrivateKey = SITE) -> bytes:
    signature = base64.b64encode(key.sign(wire.answer_text(nonce, body))).decode()
    return _plain(status, body, **{"X-Rempart-Signature": signature})


def _always(make: Callable[[str, dict[str, Any]], bytes]) -> Say:
    return lambda wire_, headers, body: wire_.sendall(
        _signed(make(headers["x-rempart-nonce"], json.loads(body)["args"]), headers["x-rempart-nonce"])
    )


def _stream(head: dict[str, Any], content: bytes) -> bytes:
    head = {"v": 1, **head, "length": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return json.dumps(head).encode() + b"\n" + content


def test_an_honest_answer_is_taken() -> None:
    with _site(_always(lambda nonce, args: b'{"v":1,"now":1}')) as site:
        assert site.companion().call("hello") == {"v": 1, "now": 1}


@pytest.mark.parametrize("length", [10 * 1024**3, None])
def test_ten_gigabytes_and_an_answer_without_end_are_cut(length: int | None) -> None:
    def pour(wire_: socket.socket, headers: dict[str, str], body: bytes) -> None:
        head = f"Content-Length: {length}" if length else "Transfer-Encoding: chunked"
        wire_.sendall(f"HTTP/1.1 200 OK\r\n{head}\r\nX-Rempart-Signature: x\r\n\r\n".encode())
        chunk = b"x" * 65_536
        for _ in range(400):  # 26 MB, if anybody took them
            wire_.sendall(chunk if length else b"10000\r\n" + chunk + b"\r\n")

    with _site(pour) as site, pytest.raises(TooLong):
        site.companion().call("hello")


def test_a_dripping_answer_is_cut_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "TOTAL_S", 0.5)
    stop = threading.Event()

    def drip(wire_: socket.socket, headers: dict[str, str], body: bytes) -> None:
        wire_.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not stop.wait(0.05):
            wire_.sendall(b"x")

    began = time.monotonic()
    with _site(drip) as site:
        with pytest.raises(Unreached):
            site.companion().call("hello")
        stop.set()
    assert time.monotonic() - began < 60  # all of it would take more than an hour


def test_an_answer_of_another_key_or_to_another_call_is_a_lie() -> None:
    other = Ed25519PrivateKey.generate()
    kept: list[bytes] = []

    def replays(wire_: socket.socket, headers: dict[str, str], body: bytes) -> None:
        kept.append(_signed(b'{"v":1}', headers["x-rempart-nonce"]))
        wire_.sendall(kept[0])

    with (
        _site(lambda w, h, b: w.sendall(_signed(b'{"v":1}', h["x-rempart-nonce"], key=other))) as site,
        pytest.raises(Lying),
    ):
        site.companion().call("hello")
    with _site(replays) as site:
        assert site.companion().call("hello") == {"v": 1}
        with pytest.raises(Lying):
            site.companion().call("hello")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b'{"v":2}', b'{"v":1', b'{"v":1,"a":NaN}', b'{"v":1,"a":' + b"9" * 10_000 + b"}", b"\xff\xfe{}",
        b'{"v":1,"a":' + b"[" * 40 + b"]" * 40 + b"}", b'{"v":1,"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}", b"<html>",
    ],
)  # fmt: skip
def test_signed_nonsense_is_a_lie(body: bytes) -> None:
    with _site(_always(lambda nonce, args: body)) as site:
        with pytest.raises(Lying):
            site.companion().call("hello")
        with pytest.raises(Lying):
            site.companion().stream("file")


def test_bytes_with_another_hash_or_length_than_told_are_a_lie() -> None:
    good = _stream({}, b"stone")
    for bad in (
        good[:-1],
        good + b"x",
        good[:-1] + b"f",
        good.replace(b"\n", b" "),
        b"x" * (wire.HEAD_BYTES + 1) + b"\n",
    ):
        with _site(_always(lambda nonce, args, bad=bad: bad)) as site, pytest.raises(Lying):  # type: ignore[misc]
            site.companion().stream("file")


def test_what_is_no_companion_is_unreached_and_said() -> None:
    for status, body, word in (
        (200, b"<html>a page</html>", "status 200"), (404, b'{"code":"rest_no_route"}', "rest_no_route"), (401, b"", "status 401"),
        (301, b"", "sends on"), (403, b"<html>blocked</html>", "status 403"), (503, b"", "status 503"),
    ):  # fmt: skip
        answer = _plain(status, body, Location="https://www.example/")
        with _site(lambda w, h, b, answer=answer: w.sendall(answer)) as site:  # type: ignore[misc]
            with pytest.raises(Unreached, match=word):
                site.companion().call("hello")
            assert site.calls == (1 if status >= 500 else 3)
    with _site(lambda w, h, b: w.sendall(b"SSH-2.0-x\r\n")) as site, pytest.raises(Unreached):
        site.companion().call("hello")


def test_a_refusal_says_nothing_but_a_wrong_clock_is_noticed() -> None:
    refusal = b'{"error":"refused"}'
    with _site(lambda w, h, b: w.sendall(_plain(403, refusal))) as site:
        with pytest.raises(Refused) as no:
            site.companion().call("hello")
        assert (no.value.word, no.value.detail, no.value.is_signed, site.calls) == ("refused", "", False, 1)
    with (
        _site(lambda w, h, b: w.sendall(_plain(403, refusal, Date="Thu, 01 Jan 2015 00:00:00 GMT"))) as site,
        pytest.raises(Refused, match="clock differs"),
    ):
        site.companion().call("hello")


def test_too_many_calls_are_waited_out_and_not_for_ever() -> None:
    with _site(lambda w, h, b: w.sendall(_signed(b'{"v":1,"error":"rate"}', h["x-rempart-nonce"], 429))) as site:
        with pytest.raises(Refused, match="rate"):
            site.companion().call("hello")
        assert site.calls == line.PATIENCE


def test_the_pace_is_kept() -> None:
    waits: list[float] = []
    pace = Pace(3, waits.append)
    for _ in range(4):
        pace.wait()
    assert len(waits) == 1
    assert 55 < waits[0] <= 60


def test_a_list_or_a_file_that_does_not_go_on_is_a_lie() -> None:
    same = {"v": 1, "entries": [{"path": "a", "kind": "file"}], "next": {"path": "a"}}
    empty = {"v": 1, "entries": [], "next": {"path": "a"}}
    for answer in (same, empty):
        with (
            _site(_always(lambda nonce, args, answer=answer: json.dumps(answer).encode())) as site,
            pytest.raises(Lying),
        ):  # type: ignore[misc]
            list(copying.files(site.companion(), "site"))
    entry = copying.Entry("a", "file", size=10)
    for head, content in (
        ({"offset": 0, "size": 10, "next": 0}, b""), ({"offset": 0, "size": 10, "next": 10}, b"x" * 11), ({"offset": 5, "size": 10}, b"x"),
        ({"offset": 0, "size": 99}, b"x" * 10),
    ):  # fmt: skip
        with (
            _site(_always(lambda nonce, args, head=head, content=content: _stream(head, content))) as site,
            pytest.raises(Lying),
        ):  # type: ignore[misc]
            list(copying.whole_file(site.companion(), "site", entry))


def test_rows_without_end_are_cut() -> None:
    def more(nonce: str, args: dict[str, Any]) -> bytes:
        head = {
            "table": "t",
            "format": "rows-1",
            "columns": ["a"],
            "count": 1,
            "next": {"offset": secrets.randbits(40)},
        }
        return _stream(head, b"\xff\xff\xff\xff" * 100)

    with _site(_always(more)) as site, pytest.raises(TooLong):
        list(copying.rows(site.companion(), "t", most_bytes=10_000))

    def stuck(nonce: str, args: dict[str, Any]) -> bytes:
        head = {"table": "t", "format": "rows-1", "columns": ["a"], "count": 1, "next": {"offset": 1}}
        return _stream(head, b"\xff\xff\xff\xff")

    with _site(_always(stuck)) as site, pytest.raises(Lying):
        list(copying.rows(site.companion(), "t"))


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a//b", "a/./b", "", "a\0b", "x" * 5_000])
def test_a_path_that_leads_out_is_a_lie(path: str) -> None:
    answer = json.dumps({"v": 1, "entries": [{"path": path, "kind": "file"}], "next": None}).encode()
    with _site(_always(lambda nonce, args: answer)) as site, pytest.raises(Lying):
        list(copying.files(site.companion(), "site"))


def test_small_files_are_those_that_were_asked_for() -> None:
    asked = [copying.Entry("a", "file", size=2), copying.Entry("b", "file", size=2)]
    good = {"path": "a", "size": 2, "length": 2}
    for parts, content in (
        ([], b""), ([{**good, "path": "b"}], b"xx"), ([good, good], b"xxyy"), ([good], b"xxy"), ([good], b"x"), ([good] * 3, b"xx"),
        ([{**good, "length": 1}], b"xx"), (["a"], b""), ([{"raw": "!"}], b""),
    ):  # fmt: skip
        with (
            _site(_always(lambda nonce, args, p=parts, c=content: _stream({"files": p}, c))) as site,
            pytest.raises(Lying),
        ):  # type: ignore[misc]
            list(copying.small_files(site.companion(), "site", asked))


def test_nobody_without_the_code_enrols_us() -> None:
    def forged(wire_: socket.socket, headers: dict[str, str], body: bytes) -> None:
        asked = json.loads(body)["args"]
        told = {"v": 1, "site_key": wire.public_of(SITE), "proof": asked["proof"]}  # all that a listener knows
        wire_.sendall(_signed(json.dumps(told).encode(), asked["nonce"]))

    with _site(forged) as site, pytest.raises(Lying, match="code"):
        enrol(site.url, "ABCD-EFGH-JKMN-PQRS", allow_private=True)
    with pytest.raises(Refused, match="16 letters"):
        enrol("http://127.0.0.1:9", "too short", allow_private=True)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_taken_or_named(body: bytes) -> None:
    for read in (wire.table_of, wire.split_stream):
        with suppress(Lying):
            read(body)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.integers(1, 6))
def test_any_rows_are_taken_or_named(body: bytes, columns: int) -> None:
    cutter = Cutter(columns)
    try:
        for row in cutter.feed(body):
            assert len(fields(row, columns)) == columns
        cutter.finish()
    except Lying:
        pass


@settings(max_examples=150, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=9), lambda x: st.lists(x, max_size=4) | st.dictionaries(st.sampled_from(["path", "raw", "kind", "size", "mtime", "mode", "sha256", "x"]), x, max_size=6)))  # fmt: skip
def test_any_entry_is_taken_or_named(told: object) -> None:
    with suppress(Lying):
        assert ".." not in copying._entry(told).path.split("/")
