"""The page of Outlook's add-in: answered before Django, so that no session, cookie or account has a part in it.

Microsoft's script runs in it, and Outlook frames it. What that script may reach is said here: this folder's own files and
the one operation that reports a mail; no window, frame, worker or form of the console.
"""

import os
import re
from typing import Any

from rempart.channel.door import Answer, Door
from rempart.mail.buttons.outlook import FOLDER, contents

OFFICE = "https://appsforoffice.microsoft.com"  # office.js and what it loads itself; Microsoft allows no copy of it
FRAMERS = (
    "https://outlook.office.com https://outlook.office365.com https://outlook.live.com https://outlook.cloud.microsoft"
)
REPORTS = "/api/v1/mail/reports"
_HOST = re.compile(r"^[A-Za-z0-9.-]{1,253}(?::\d{1,5})?$|^\[[0-9A-Fa-f:.]{2,45}\](?::\d{1,5})?$")
FIRST = "index.html"


def answer(environ: dict[str, Any]) -> Answer | None:
    """One of the files; the same for everybody."""
    host = str(environ.get("HTTP_HOST", ""))
    found = contents().get(str(environ.get("PATH_INFO", "")).removeprefix(FOLDER) or FIRST)
    if found is None or environ.get("REQUEST_METHOD") not in ("GET", "HEAD") or not _HOST.match(host):
        return Answer(
            "404 Not Found", (*_shield("none.invalid", "https"), ("Content-Type", "text/plain")), b"Nothing here.\n"
        )
    kind, body = found
    scheme = "https" if os.environ.get("REMPART_TLS") == "1" else str(environ.get("wsgi.url_scheme", "http"))
    heads = (*_shield(host, scheme), ("Content-Type", kind), ("Content-Length", str(len(body))))
    return Answer("200 OK", heads, b"" if environ["REQUEST_METHOD"] == "HEAD" else body)


def _shield(host: str, scheme: str) -> tuple[tuple[str, str], ...]:
    own = f"{scheme}://{host}{FOLDER}"
    policy = (
        f"default-src 'none'; script-src {own} {OFFICE}/; style-src {own}; img-src {own}; "
        f"connect-src {scheme}://{host}{REPORTS}; frame-ancestors {FRAMERS}; worker-src 'none'; form-action 'none'; "
        "base-uri 'none'; sandbox allow-scripts allow-same-origin allow-forms"
    )
    return (
        ("Content-Security-Policy", policy),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
        ("Cache-Control", "no-cache"),
    )


UNIT = Door("outlook", FOLDER, answer)
