"""What the authority of devices vouches for, and that nothing else can be had from it."""

import ipaddress
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.access.core.device_certificate import (
    LEAF_DAYS,
    REQUEST_MAX,
    BadRequest,
    Ended,
    make_leaf,
    make_list,
    make_root,
    new_key,
    read_request,
)

NOW = 1_790_000_000_000
AUTHORITY = make_root(NOW)


def request(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, name: str = "me") -> str:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    wishes = x509.BasicConstraints(ca=True, path_length=None)
    asked = x509.CertificateSigningRequestBuilder().subject_name(subject).add_extension(wishes, critical=True)
    return asked.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def test_the_root_vouches_for_devices_alone() -> None:
    told = AUTHORITY.root.extensions
    limits = told.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    assert limits.value.permitted_subtrees == [x509.DNSName("device.rempart.invalid")]
    assert x509.IPAddress(ipaddress.ip_network("0.0.0.0/0")) in (limits.value.excluded_subtrees or [])
    assert told.get_extension_for_class(x509.BasicConstraints).value.path_length == 0
    only = told.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(only) == [ExtendedKeyUsageOID.CLIENT_AUTH]


def test_a_leaf_takes_the_key_of_the_request_and_no_wish() -> None:
    public = read_request(request(new_key(), "CN of an owner"))
    leaf = make_leaf(AUTHORITY, public, "dev1ce", NOW)
    assert leaf.subject.rfc4514_string() == "CN=dev1ce"
    assert not leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert leaf.not_valid_after_utc == datetime.fromtimestamp(NOW / 1000, UTC) + timedelta(days=LEAF_DAYS)
    leaf.verify_directly_issued_by(AUTHORITY.root)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "form"),
        ("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----", "form"),
        ("é" * 10, "form"),
        ("x" * (REQUEST_MAX + 1), "long"),
        (AUTHORITY.root.public_bytes(serialization.Encoding.PEM).decode(), "form"),
        (request(rsa.generate_private_key(65_537, 1_024)), "key"),
        (request(ec.generate_private_key(ec.SECP521R1())), "key"),
    ],
)
def test_what_is_no_request_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadRequest) as refused:
        read_request(text)
    assert refused.value.code == code


def test_a_request_somebody_else_signed_is_refused() -> None:
    der = bytearray(x509.load_pem_x509_csr(request(new_key()).encode()).public_bytes(serialization.Encoding.DER))
    der[-1] ^= 1
    import base64

    text = f"-----BEGIN CERTIFICATE REQUEST-----\n{base64.b64encode(der).decode()}\n-----END CERTIFICATE REQUEST-----"
    with pytest.raises(BadRequest):
        read_request(text)


@given(st.one_of(st.text(max_size=300), st.binary(max_size=300).map(lambda data: data.decode("latin-1"))))
@settings(max_examples=150, deadline=None)
def test_nonsense_never_breaks_the_reader(text: str) -> None:
    for whole in (text, f"-----BEGIN CERTIFICATE REQUEST-----\n{text}\n-----END CERTIFICATE REQUEST-----"):
        with pytest.raises(BadRequest):
            read_request(whole)


def test_the_list_names_what_ended_and_is_signed() -> None:
    listed = make_list(AUTHORITY, [Ended(77, NOW)], NOW)
    assert listed.is_signature_valid(AUTHORITY.key.public_key())
    assert listed.get_revoked_certificate_by_serial_number(77) is not None
    assert listed.get_revoked_certificate_by_serial_number(78) is None
