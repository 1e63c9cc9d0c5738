"""Keep the SMTP door open where the operator wants one: `rempart up --reports-smtp ADDRESS:PORT`."""

import logging
import os
import ssl
from functools import cache
from pathlib import Path

from rempart.mail.actions.take_smtp import SmtpGate
from rempart.mail.net.smtp_door import Door

PLACE, PAPERS = (
    "REMPART_REPORTS_SMTP",
    "REMPART_REPORTS_SMTP_PAPERS",
)  # of the worker's environment, set by `rempart up`
CHAIN, KEY = "fullchain.pem", "privkey.pem"

log = logging.getLogger("rempart.mail")


class _Kept:
    door: Door | None = None


def keep_smtp() -> bool:
    """Opens it, or opens it again. Never more to do."""
    place = os.environ.get(PLACE, "")
    if not place or (_Kept.door is not None and _Kept.door.is_open):
        return False
    host, _, port = place.rpartition(":")
    try:
        _Kept.door = Door(host.strip("[]"), int(port), SmtpGate(), papers)
    except OSError as bad:
        log.warning("mail: the SMTP door cannot be opened: %s", bad.strerror)
        return False
    log.info("mail: reports are taken by SMTP")
    return False


def papers() -> ssl.SSLContext | None:
    """As they lie there now: a certificate is renewed without a restart. None, and no key is asked for, without any."""
    folder = os.environ.get(PAPERS, "")
    if not folder:
        return None
    chain, key = Path(folder) / CHAIN, Path(folder) / KEY
    try:
        return _context(chain, key, chain.stat().st_mtime_ns, key.stat().st_mtime_ns)
    except (OSError, ssl.SSLError) as bad:
        log.warning("mail: the SMTP door has no certificate it could show: %s", type(bad).__name__)
        return None


@cache
def _context(chain: Path, key: Path, *_when: int) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.load_cert_chain(chain, key)
    return made
