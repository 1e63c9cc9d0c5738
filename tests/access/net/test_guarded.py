"""Asking an identity provider: never inwards, never endlessly, and with a clear word on what is wrong."""

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests

from rempart.access.net import guarded
from rempart.access.net.asking import ask_oidc, look_at_certificate, whole_pem
from rempart.access.net.guarded import LONGEST, TooLong, session

ALLOW = "REMPART_ALLOW_PRIVATE"


class Provider(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        base = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        good = {
            "issuer": base, "authorization_endpoint": f"{base}/a", "token_endpoint": f"{base}/t", "jwks_uri": f"{base}/keys",
        }  # fmt: skip
        self.server.hits.append(self.path)  # type: ignore[attr-defined]
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", base)
            self.end_headers()
            return
        if self.path == "/drip":
            self._drip()
            return
        body = {
            "/.well-known/openid-configuration": json.dumps(good).encode(),
            "/keys": b'{"keys": [{"kid": "1"}]}',
            "/other/.well-known/openid-configuration": json.dumps(good).encode(),
            "/short/.well-known/openid-configuration": b'{"issuer": "x"}',
            "/page/.well-known/openid-configuration": b"<html>",
            "/long": b"x" * (LONGEST + 10),
        }.get(self.path)
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def _drip(self) -> None:
        """A byte at a time, each within every timeout, until the other side has had enough; at most 400."""
        self.send_response(200)
        self.send_header("Content-Length", "400")
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(400):
                self.wfile.write(b" ")
                self.server.gone.wait(0.02)  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def provider() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Provider)
    server.hits = []  # type: ignore[attr-defined]
    server.gone = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.gone.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


def at(server: HTTPServer, path: str = "") -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


def test_nothing_is_sent_inwards(provider: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ALLOW, raising=False)
    assert ask_oidc(at(provider)).code == "private"
    assert ask_oidc(f"http://localhost:{provider.server_port}").code == "private"
    assert provider.hits == []  # type: ignore[attr-defined]


def test_an_open_port_inside_looks_like_a_closed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever may set up a provider is not to learn what runs beside us."""
    monkeypatch.delenv(ALLOW, raising=False)
    assert ask_oidc("http://127.0.0.1:9").code == "private"


@pytest.mark.parametrize("hidden", ["64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "::ffff:127.0.0.1"])
def test_an_address_inside_another_is_seen(monkeypatch: pytest.MonkeyPatch, hidden: str) -> None:
    monkeypatch.delenv(ALLOW, raising=False)
    assert ask_oidc(f"http://[{hidden}]:9").code == "private"


@pytest.mark.parametrize(
    ("path", "code"),
    [("", "ok"), ("/other", "wrong_issuer"), ("/short", "incomplete"), ("/page", "not_json"), ("/none", "status")],
)
def test_the_reason_is_told(provider: HTTPServer, monkeypatch: pytest.MonkeyPatch, path: str, code: str) -> None:
    monkeypatch.setenv(ALLOW, "1")
    assert ask_oidc(at(provider, path)).code == code


def test_nobody_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ALLOW, "1")
    assert ask_oidc("http://127.0.0.1:9").code == "unreachable"


def test_no_redirect_and_no_endless_answer(provider: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ALLOW, "1")
    with session() as web:
        with pytest.raises(requests.TooManyRedirects):
            web.get(at(provider, "/away"))
        with pytest.raises(TooLong):
            web.get(at(provider, "/long"))


def test_a_dripping_provider_holds_nobody(provider: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ALLOW, "1")
    monkeypatch.setattr(guarded, "TOTAL_S", 0.3)
    with session() as web, pytest.raises(requests.ConnectionError):
        web.get(at(provider, "/drip"))


def test_certificates_are_read_with_and_without_their_frame() -> None:
    import trustme

    pem = trustme.CA().cert_pem.bytes().decode()
    bare = "".join(pem.splitlines()[1:-1])
    assert look_at_certificate(pem).code == look_at_certificate(bare).code == "ok"
    assert whole_pem(bare) == whole_pem(pem)
    assert look_at_certificate("nonsense").code == "bad_certificate"
