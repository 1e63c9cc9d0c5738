"""More than fifty loopback servers with planted faults: what is said equals what was planted."""

import asyncio
import datetime
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.x509 import ocsp

from rempart.facts.fact import Observation
from rempart.facts.not_seen import NotSeen
from rempart.facts.tls_certificate import TlsCertificate
from rempart.facts.tls_protocols import TlsProtocols
from rempart.facts.tls_renewal import TlsRenewal
from rempart.scanner.collectors import tls_certificate, tls_protocols, tls_renewal
from rempart.scanner.core.collector import Collector
from rempart.scanner.core.target import Target
from rempart.scanner.net.options import RunOptions
from rempart.scanner.net.run import run
from tests.servers.papers import Authority, Party, Wish, sign
from tests.servers.planted import CERTIFICATES, PROTOCOLS, Planted, Versions
from tests.servers.tls import changing_server, s_server

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("tls")]
DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def ca() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def ca_file(ca: Authority, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("ca") / "root.pem"
    file.write_bytes(ca.root.pem)
    return file


def look(port: int, host: str, ca_file: Path, *units: Collector, tools: Path | None = None) -> list[Observation]:
    options = RunOptions(allow_private=True, ca_file=ca_file, state_folder=tools)
    return asyncio.run(run(units, Target("https", host, port, ""), options=options))


@pytest.mark.parametrize("planted", CERTIFICATES, ids=lambda planted: planted.id)
def test_certificate(planted: Planted, ca: Authority, ca_file: Path, tmp_path: Path) -> None:
    chain = planted.make(ca, tmp_path)
    with s_server(tmp_path, chain, planted.flags) as port:
        seen = look(port, planted.host, ca_file, tls_certificate.UNIT, tls_renewal.UNIT)
    fact = next(s.fact for s in seen if s.source == "tls_certificate")
    assert isinstance(fact, TlsCertificate), fact
    assert fact.faults == planted.faults
    assert fact.serial == f"{chain[0].certificate.serial_number:x}"
    for name, value in planted.expect:
        assert getattr(fact, name) == value
    _check_lifetime(next(s.fact for s in seen if s.source == "tls_renewal"), chain[0])


def _check_lifetime(renewal: object, leaf: Party) -> None:
    assert isinstance(renewal, TlsRenewal)
    life = leaf.certificate.not_valid_after_utc - leaf.certificate.not_valid_before_utc
    assert renewal.lifetime_days == life.days
    assert renewal.renewals_seen == 0


@pytest.mark.parametrize("planted", PROTOCOLS, ids=lambda planted: planted.id)
def test_protocols(planted: Versions, ca: Authority, ca_file: Path, tmp_path: Path, tools: Path) -> None:
    with s_server(tmp_path, [sign(planted.wish, ca.middle), ca.middle], planted.flags) as port:
        (seen,) = look(port, "localhost", ca_file, tls_protocols.UNIT, tools=tools)
    fact = seen.fact
    assert isinstance(fact, TlsProtocols), fact
    assert fact.accepted == planted.accepted
    assert set(fact.accepted) | set(fact.refused) == {"SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"}
    assert bool(fact.weak_suites) == planted.is_weak
    assert fact.has_forward_secrecy == planted.has_forward_secrecy
    assert fact.tool.startswith("sslyze 6")


@pytest.mark.parametrize("planted", [PROTOCOLS[4], PROTOCOLS[6]], ids=lambda planted: planted.id)
def test_testssl_agrees(planted: Versions, ca: Authority, tmp_path: Path) -> None:
    with s_server(tmp_path, [sign(planted.wish, ca.middle), ca.middle], planted.flags) as port:
        report = tmp_path / "testssl.csv"
        command = ["testssl", "-p", "--quiet", "--color", "0", "--warnings", "off", "--csvfile", str(report)]
        subprocess.run([*command, f"127.0.0.1:{port}"], capture_output=True, timeout=240, check=False)
    rows = {line.split('","')[0].strip('"'): line for line in report.read_text().splitlines()}
    names = {"TLSv1.0": "TLS1", "TLSv1.1": "TLS1_1", "TLSv1.2": "TLS1_2", "TLSv1.3": "TLS1_3"}
    offered = tuple(name for name, row in names.items() if ',"not offered' not in rows[row])
    assert offered == planted.accepted


def test_a_certificate_that_changes_midway_is_cannot_tell(ca: Authority, ca_file: Path, tmp_path: Path) -> None:
    parties = [sign(Wish(), ca.root) for _ in range(5)]
    with changing_server(tmp_path, parties) as port:
        (seen,) = look(port, "localhost", ca_file, tls_certificate.UNIT)
    assert isinstance(seen.fact, NotSeen)
    assert seen.fact.code == "cannot_tell"
    assert "different certificates" in seen.fact.detail


def test_without_the_tool_protocols_are_not_seen(ca: Authority, ca_file: Path, tmp_path: Path) -> None:
    with s_server(tmp_path, [sign(Wish(), ca.root)]) as port:
        (seen,) = look(port, "localhost", ca_file, tls_protocols.UNIT, tools=tmp_path)
    assert seen.fact == NotSeen(
        wanted="tls.protocols",
        code="tool_missing",
        detail="sslyze is not installed yet: run `rempart tools install`",
        is_error=False,
    )


def test_without_our_root_the_same_chain_is_untrusted(ca: Authority, tmp_path: Path) -> None:
    with s_server(tmp_path, [sign(Wish(), ca.middle), ca.middle]) as port:
        options = RunOptions(allow_private=True)
        (seen,) = asyncio.run(run([tls_certificate.UNIT], Target("https", "localhost", port, ""), options=options))
    assert isinstance(seen.fact, TlsCertificate)
    assert seen.fact.faults == ("untrusted",)


def _ocsp_answer(ca: Authority, leaf: Party) -> bytes:
    now = datetime.datetime.now(datetime.UTC)
    builder = ocsp.OCSPResponseBuilder().add_response(
        leaf.certificate,
        ca.root.certificate,
        hashes.SHA256(),
        ocsp.OCSPCertStatus.GOOD,
        now,
        now + datetime.timedelta(days=1),
        None,
        None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, ca.root.certificate)
    assert not isinstance(ca.root.key, ed25519.Ed25519PrivateKey)
    return builder.sign(ca.root.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


@pytest.mark.parametrize(
    ("flags", "stapled"),
    [(("-status_file", "staple.der"), True), ((), False), (("-tls1_3", "-status_file", "staple.der"), None)],
    ids=["stapled", "not_stapled", "not_told"],
)
def test_ocsp_staple(
    flags: tuple[str, ...], stapled: bool | None, ca: Authority, ca_file: Path, tmp_path: Path
) -> None:
    leaf = sign(Wish(), ca.root)
    (tmp_path / "staple.der").write_bytes(_ocsp_answer(ca, leaf))
    with s_server(tmp_path, [leaf], flags) as port:
        (seen,) = look(port, "localhost", ca_file, tls_certificate.UNIT)
    assert isinstance(seen.fact, TlsCertificate)
    assert (seen.fact.faults, seen.fact.ocsp_stapled) == ((), stapled)
