"""The console under a public name: a certificate by ACME from a real authority, and nothing a visitor says is believed."""

import contextlib
import http.client
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from rempart.daemon.front import Front, public_name, settings
from tests.daemon.house import House, living, until
from tests.servers.acme import authority
from tests.servers.names import name_server
from tests.servers.tls import free_port

NAME = "console.rempart.test"


@pytest.mark.parametrize(
    ("given", "name"), [("Console.Example.org.", "console.example.org"), ("église.fr", "xn--glise-9ra.fr")]
)
def test_a_name_in_its_one_form(given: str, name: str) -> None:
    assert public_name(given) == name


@pytest.mark.parametrize(
    "given", ["", "localhost", "192.0.2.1", "[::1]", "a..b", "a b.org", "x" * 64 + ".org", "*.org"]
)
def test_what_can_have_no_certificate_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match=r"host name|address"):
        public_name(given)


def test_caddy_is_told_to_listen_for_that_name_only(tmp_path: Path) -> None:
    told = settings(tmp_path, Front("a.example"), 8734)
    [route] = told["apps"]["http"]["servers"]["console"]["routes"]
    assert route["match"] == [{"host": ["a.example"]}]
    assert told["admin"]["disabled"]


HTTPS, HTTP = free_port(), free_port()


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, ssl.SSLContext]]:
    """An installation with a certificate of an authority that really asked at its ports."""
    folder = tmp_path_factory.mktemp("acme")
    zone = name_server(lambda name, kind, count: ["60 A 127.0.0.1"] if kind == "A" else [])
    with zone as names, authority(folder, names, https_port=HTTPS, http_port=HTTP) as known:
        ports = ("--https-port", str(HTTPS), "--http-port", str(HTTP))
        acme = ("--acme-directory", known.directory, "--acme-roots", str(known.roots))
        with living(folder / "data", "--public", NAME, *ports, *acme) as house:
            yield house, ssl.create_default_context(cadata=known.signs_with())


def _connect(context: ssl.SSLContext, name: str) -> ssl.SSLSocket | None:
    plain = None
    try:
        plain = socket.create_connection(("127.0.0.1", HTTPS), 10)
        return context.wrap_socket(plain, server_hostname=name)
    except OSError:
        if plain is not None:
            plain.close()
        return None


Answer = tuple[int, dict[str, str], bytes]


def _get(context: ssl.SSLContext, path: str, **headers: str) -> Answer:
    connection = http.client.HTTPSConnection(NAME, HTTPS, context=context, timeout=20)
    connection.sock = until(lambda: _connect(context, NAME))
    with contextlib.closing(connection):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


@pytest.mark.slow
def test_the_certificate_comes_from_the_authority(public: tuple[House, ssl.SSLContext]) -> None:
    house, context = public
    held = until(lambda: _connect(context, NAME))
    assert ("DNS", NAME) in held.getpeercert()["subjectAltName"]
    held.close()
    assert house.link.startswith(f"https://{NAME}:{HTTPS}/in/")


@pytest.mark.slow
def test_pages_come_through_with_safe_cookies(public: tuple[House, ssl.SSLContext]) -> None:
    status, headers, _ = _get(public[1], "/account/login/")
    assert status == 200
    assert "Secure" in headers["Set-Cookie"]
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.slow
def test_another_host_name_reaches_nothing(public: tuple[House, ssl.SSLContext]) -> None:
    _, _, page = _get(public[1], "/account/login/", Host="elsewhere.example")
    assert b"Rempart" not in page
