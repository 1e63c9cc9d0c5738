"""What is wrong with the secrets of some files, seen together. The secrets themselves go no further than here."""

import hmac
import re
from collections.abc import Callable, Iterator, Mapping

from rempart.access.core.credentials.secret import Fault, Finding, Read, Secret
from rempart.access.core.credentials.strength import is_weak

_SHIPPED = re.compile(
    r"^(put your unique phrase here|password_here|database_password_here|changeme|change_me|your[ _-]?password"
    r"|example|secret|null|none|todo|xxx+)$",
    re.IGNORECASE,
)


def judge(files: Mapping[str, Read], is_breached: Callable[[str], bool], key: bytes) -> list[Finding]:
    """`key` is random for each run: equal secrets are seen by keyed digest, and no table of secrets is built."""
    found: list[Finding] = []
    seen: dict[bytes, str] = {}
    for place, read in files.items():
        for secret in read.secrets:
            fault = _fault(secret, read, is_breached)
            if fault is not None:
                found.append(Finding(fault, place, secret.name, secret.line))
            found += _reused(seen, key, place, secret)
    return found


def _fault(secret: Secret, read: Read, is_breached: Callable[[str], bool]) -> Fault | None:
    if not secret.value:
        return Fault.EMPTY
    if _SHIPPED.match(secret.value):
        return Fault.DEFAULT
    if is_breached(secret.value):
        return Fault.BREACHED
    return Fault.WEAK if is_weak(secret.value, read.near) else None


def _reused(seen: dict[bytes, str], key: bytes, place: str, secret: Secret) -> Iterator[Finding]:
    if not secret.value:
        return
    mark = hmac.digest(key, secret.value.encode("utf-8", "surrogateescape"), "sha256")
    here = f"{place}: {secret.name}"
    first = seen.setdefault(mark, here)
    if first != here:
        yield Finding(Fault.REUSED, place, secret.name, secret.line, first)
