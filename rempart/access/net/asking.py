"""Looks whether an identity provider answers as set up, and says what is wrong in one of a few ways."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

import requests
from cryptography import x509
from urllib3.exceptions import HTTPError

from rempart.access.net.guarded import session

WELL_KNOWN = "/.well-known/openid-configuration"
NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


class Answer(NamedTuple):
    """`code` is ok, unreachable, private, status, not_json, incomplete, wrong_issuer, no_keys or bad_certificate."""

    code: str
    detail: str = ""


def ask_oidc(issuer: str) -> Answer:
    """Its metadata and its keys, over the network."""
    try:
        with session() as web:
            said = web.get(issuer.rstrip("/") + WELL_KNOWN)
            if said.status_code != 200:
                return Answer("status", str(said.status_code))
            metadata = said.json()
            missing = [name for name in NEEDED if not isinstance(metadata.get(name), str)]
            if missing:
                return Answer("incomplete", ", ".join(missing))
            if metadata["issuer"].rstrip("/") != issuer.rstrip("/"):
                return Answer("wrong_issuer", metadata["issuer"][:200])
            keys = web.get(metadata["jwks_uri"]).json().get("keys")
            return Answer("ok") if keys else Answer("no_keys")
    except (ValueError, AttributeError):
        return Answer("not_json")
    except (requests.RequestException, HTTPError) as trouble:
        return Answer("private" if "private network" in str(trouble) else "unreachable", type(trouble).__name__)


def look_at_certificate(pem: str) -> Answer:
    """A certificate that can be read and has not run out; nothing is asked of anybody."""
    try:
        held = x509.load_pem_x509_certificate(whole_pem(pem).encode())
    except ValueError:
        return Answer("bad_certificate")
    ends = held.not_valid_after_utc
    return Answer("expired", f"{ends:%Y-%m-%d}") if ends < datetime.now(UTC) else Answer("ok", f"{ends:%Y-%m-%d}")


def whole_pem(text: str) -> str:
    """People paste the lines with or without their frame."""
    middle = "".join(re.sub(r"-----[A-Z ]+-----", "", text).split())
    lines = [middle[at : at + 64] for at in range(0, len(middle), 64)]
    return "\n".join(["-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""])
