"""Certificates of devices at the real front: none, ours, another authority's, a revoked one, and forged headers."""

import contextlib
import http.client
import re
import socket
import ssl
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import trustme

from tests.daemon.house import House, living, until
from tests.journeys.totp import code_of
from tests.servers.acme import authority
from tests.servers.names import name_server
from tests.servers.tls import free_port

NAME = "console.rempart.test"
HTTPS, HTTP = free_port(), free_port()
pytestmark = pytest.mark.slow

# The first owner signs in, registers a device and demands a known one: what the pages do, without their forms.
FURNISH = """
import sys, django
django.setup()
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from rempart.access.actions.register_device import certify, register_device
from rempart.access.actions.trust_device import set_device_rule, trust_device
from rempart.access.core.device_certificate import fingerprint, new_key
from rempart.access.core.device_trust import Trust
from allauth.mfa.totp.internal.auth import TOTP
from rempart.daemon.prepare import first_organisation, first_owner
from rempart.directory.actions.finish_account import finish_account
owner, organisation, folder = first_owner(), first_organisation(), sys.argv[1]
finish_account(owner, organisation, name="Ida", email=sys.argv[2], password=sys.argv[3])
TOTP.activate(owner, sys.argv[4])
device, key = register_device(owner, organisation, "laptop", "computer"), new_key()
pem = certify(owner, device, key.public_key())
trust_device(owner, device, Trust.KNOWN)
set_device_rule(owner, organisation, Trust.KNOWN, shown=Trust.KNOWN)
whole = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
open(folder + "/device.pem", "wb").write(whole + pem)
print(device.uid, fingerprint(x509.load_pem_x509_certificate(pem)))
"""


MAIL, PASSWORD, SECRET = "ida@lavande.example", "granite-not-gravel-5", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass
class Scene:
    """A house behind its front; a device of its owner; the owner's session."""

    house: House
    roots: str
    device: str
    fingerprint: str
    pem: Path
    cookie: str

    def trusts(self, pem: Path | None = None, port: int = HTTPS, **headers: str) -> bool:
        """Does a page, asked for with that certificate, offer what only a known device may do?"""
        context = ssl.create_default_context(cadata=self.roots)
        if pem is not None:
            context.load_cert_chain(str(pem))
        with contextlib.closing(_connection(context, port)) as connection:
            connection.request("GET", "/organisation/tokens/", headers={"Cookie": self.cookie, **headers})
            answer = connection.getresponse()
            page = answer.read()
            assert answer.status == 200, page
            return b"/organisation/tokens/new/" in page


def _connection(context: ssl.SSLContext, port: int) -> http.client.HTTPConnection:
    if port != HTTPS:
        return http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection = http.client.HTTPSConnection(NAME, HTTPS, context=context, timeout=20)
    connection.sock = context.wrap_socket(socket.create_connection(("127.0.0.1", HTTPS), 10), server_hostname=NAME)
    return connection


def _answers(roots: str) -> bool:
    try:
        with contextlib.closing(_connection(ssl.create_default_context(cadata=roots), HTTPS)) as connection:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200
    except OSError:
        return False


def _sign_in(roots: str) -> str:
    """With password and app; the session's cookies."""
    jar: dict[str, str] = {}
    _form(roots, jar, "/account/login/", login=MAIL, password=PASSWORD)
    _form(roots, jar, "/account/2fa/authenticate/", code=code_of(SECRET))
    return _line(jar)


def _form(roots: str, jar: dict[str, str], path: str, **fields: str) -> None:
    page = _ask(roots, jar, "GET", path)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token, page
    _ask(roots, jar, "POST", path, urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}))


def _ask(roots: str, jar: dict[str, str], verb: str, path: str, body: str = "") -> str:
    headers = {"Cookie": _line(jar), "Origin": f"https://{NAME}:{HTTPS}"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    with contextlib.closing(_connection(ssl.create_default_context(cadata=roots), HTTPS)) as connection:
        connection.request(verb, path, body=body or None, headers=headers)
        answer = connection.getresponse()
        jar |= _cookies(answer)
        return answer.read().decode()


def _cookies(answer: http.client.HTTPResponse) -> dict[str, str]:
    return dict(line.split(";")[0].split("=", 1) for line in answer.headers.get_all("Set-Cookie") or [])


def _line(jar: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in jar.items())


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("devices")
    zone = name_server(lambda name, kind, count: ["60 A 127.0.0.1"] if kind == "A" else [])
    with zone as names, authority(folder, names, https_port=HTTPS, http_port=HTTP) as known:
        ports = ("--https-port", str(HTTPS), "--http-port", str(HTTP))
        acme = ("--acme-directory", known.directory, "--acme-roots", str(known.roots))
        with living(folder / "data", "--public", NAME, *ports, *acme) as house:
            roots = known.signs_with()
            until(lambda: _answers(roots))
            done = house.run("-c", FURNISH, folder, MAIL, PASSWORD, SECRET)
            assert done.returncode == 0, done.stderr
            device, seen = done.stdout.split()
            yield Scene(house, roots, device, seen, folder / "device.pem", _sign_in(roots))


def _refused(scene: Scene, pem: Path) -> bool:
    try:
        scene.trusts(pem)
    except (ssl.SSLError, ConnectionError, http.client.RemoteDisconnected):
        return True
    return False


def test_without_a_certificate_the_page_is_withheld(scene: Scene) -> None:
    assert not scene.trusts()


def test_with_it_the_page_opens(scene: Scene) -> None:
    assert scene.trusts(scene.pem)


@pytest.mark.parametrize("name", ["X-Rempart-Device", "x-rempart-device", "X_Rempart_Device", "X-Rempart_Device"])
def test_a_forged_header_is_nothing(scene: Scene, name: str) -> None:
    for value in (scene.fingerprint, f":{scene.fingerprint}", f"{'0' * 64}:{scene.fingerprint}"):
        forged: dict[str, Any] = {name: value}
        assert not scene.trusts(**forged)
        # Another program on this machine, at the console's own port.
        behind: dict[str, Any] = {"Host": NAME, "X-Forwarded-Proto": "https"}
        assert not scene.trusts(port=scene.house.port, **forged, **behind)


def test_another_authority_is_refused_in_the_handshake(scene: Scene, tmp_path: Path) -> None:
    other, file = trustme.CA(), tmp_path / "other.pem"
    other.issue_cert(f"{scene.device}.device.rempart.invalid").private_key_and_cert_chain_pem.write_to_path(str(file))
    assert _refused(scene, file)


def test_the_word_is_for_our_own_account_alone(scene: Scene) -> None:
    for name in ("keys/front.word", "front/caddy.json", "keys/devices.sealed"):
        assert (scene.house.data / name).stat().st_mode & 0o077 == 0


def test_a_revoked_one_is_worth_nothing_at_once(scene: Scene) -> None:
    listed = scene.house.run("-m", "rempart", "device", "list", "--json")
    assert scene.device in listed.stdout, listed.stderr
    done = scene.house.run("-m", "rempart", "device", "revoke", scene.device)
    assert done.returncode == 0, done.stderr
    assert not scene.trusts(scene.pem)
