"""A badge of Open Badges 3.0, checked by openbadgeslib, which is not ours; altered, expired or withdrawn it falls."""

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from rempart.directory.actions.action import now_ms
from rempart.people.core.badge import STATUS_BITS, Earned, Issuer, credential, encoded, signed, status_credential

KEY = Ed25519PrivateKey.generate()
ISSUER = Issuer("https://hub.example/verify/issuer/abc/", "Maison Lavande")
LIST = "https://hub.example/verify/issuer/abc/status.jwt"
DAY_MS = 86_400_000


def earned(**more: Any) -> Earned:
    now = now_ms()
    fields: dict[str, Any] = {
        "address": "https://hub.example/verify/xyz/", "what": "test", "name": "Test", "description": "Did it",
        "criteria": "Twenty questions", "holder": "lena@lavande.example", "salt": "pepper", "from_ms": now - DAY_MS,
        "until_ms": now + DAY_MS, "status_list": LIST, "place": 94_567,
    }  # fmt: skip
    return Earned(**{**fields, **more})


def verifier(key: Ed25519PrivateKey = KEY) -> OB3Verifier:
    return OB3Verifier(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def badge(key: Ed25519PrivateKey = KEY, **more: Any) -> str:
    return signed(credential(ISSUER, earned(**more)), key, "k")


def status(withdrawn: list[int]) -> bytes:
    return signed(status_credential(ISSUER, LIST, withdrawn, now_ms() - DAY_MS), KEY, "k").encode()


def test_another_library_finds_it_whole() -> None:
    found = verifier().verify(badge(), check_status=True, download=lambda _: status([1, 94_566]))
    assert found.issuer.id == ISSUER.id
    assert found.achievement.name == "Test"


def test_withdrawn_it_falls() -> None:
    with pytest.raises(OB3VerificationError, match="revocation"):
        verifier().verify(badge(), check_status=True, download=lambda _: status([94_567]))


def test_forged_altered_or_over_it_falls() -> None:
    with pytest.raises(OB3VerificationError, match="signature"):
        verifier().verify(badge(Ed25519PrivateKey.generate()))
    head, body, mark = badge().split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    claims["credentialSubject"]["achievement"]["name"] = "Doctor of everything"
    other = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    with pytest.raises(OB3VerificationError, match="signature"):
        verifier().verify(f"{head}.{other}.{mark}")
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b"=").decode()
    with pytest.raises(OB3VerificationError):
        verifier().verify(f"{none}.{body}.")
    with pytest.raises(OB3VerificationError, match="expired"):
        verifier().verify(badge(until_ms=now_ms() - DAY_MS // 2))


def test_no_name_and_no_address_stand_in_it() -> None:
    body = badge().split(".")[1]
    text = base64.urlsafe_b64decode(body + "==").decode()
    assert "lena" not in text
    assert "sha256$" in text


def test_the_list_is_long_enough_to_hide_in() -> None:
    assert len(encoded([])) < 200  # 16 KB of nothing, packed
    assert encoded([0, STATUS_BITS - 1]) != encoded([0])
