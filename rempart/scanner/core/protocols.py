"""Reads sslyze's report: which protocol versions and which weak suites a server accepts."""

import json
from typing import Any

from rempart.facts.tls_protocols import TlsProtocols
from rempart.scanner.core.collector import LookError

VERSIONS = {
    "ssl_2_0": "SSLv2",
    "ssl_3_0": "SSLv3",
    "tls_1_0": "TLSv1.0",
    "tls_1_1": "TLSv1.1",
    "tls_1_2": "TLSv1.2",
    "tls_1_3": "TLSv1.3",
}
WEAK_WORDS = ("_NULL_", "_anon_", "_EXPORT", "_RC4_", "_RC2_", "_DES_", "_DES40_", "_3DES_", "_IDEA_", "_MD5")
FORWARD_WORDS = ("_DHE_", "_ECDHE_")


def read_report(text: str) -> TlsProtocols:
    """The fact. Raises LookError `tool_failed` when the report says that the look failed, or is none."""
    try:
        document = json.loads(text)
        scan = document["server_scan_results"][0]
        if scan["connectivity_status"] != "COMPLETED":
            raise LookError("tls_failed", "sslyze could not agree on any encrypted connection with the server")
        return _fact(scan["scan_result"], f"sslyze {document['sslyze_version']}"[:40])
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as bad:
        raise LookError("tool_failed", f"sslyze's report cannot be read ({type(bad).__name__})") from bad


def _fact(results: dict[str, Any], tool: str) -> TlsProtocols:
    accepted: list[str] = []
    refused: list[str] = []
    suites: set[str] = set()
    for key, name in VERSIONS.items():
        attempt = results[f"{key}_cipher_suites"]
        if attempt["status"] != "COMPLETED":
            raise LookError("tool_failed", f"sslyze could not finish with {name} ({attempt.get('error_reason')})")
        found = [str(entry["cipher_suite"]["name"]) for entry in attempt["result"]["accepted_cipher_suites"]]
        (accepted if found else refused).append(name)
        suites.update(found)
    if not accepted:
        raise LookError("tls_failed", "The server agreed to no protocol version at all")
    return TlsProtocols(
        accepted=tuple(accepted),
        refused=tuple(refused),
        weak_suites=tuple(sorted(name for name in suites if is_weak(name))),
        has_forward_secrecy="TLSv1.3" in accepted or any(word in name for name in suites for word in FORWARD_WORDS),
        tool=tool,
    )


def is_weak(suite: str) -> bool:
    """By IANA or SSLv2 name: no encryption, no identity, export grade, or a broken cipher or digest."""
    name = f"{suite}_"
    return suite.startswith("SSL_CK_") or any(word in name for word in WEAK_WORDS)
