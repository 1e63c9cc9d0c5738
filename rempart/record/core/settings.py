"""What can be set on an outlet, and what is wrong with what was typed."""

import re
from collections.abc import Mapping

LINE = ("transport", "host", "port", "ca")
POST = ("url", "authorization", "ca")
SEALED = frozenset({"authorization"})  # never shown again, like the signing secret
OPTIONAL = frozenset({"ca", "authorization"})
TRANSPORTS = ("tls", "tcp", "udp")
DEFAULTS = {"transport": "tls", "port": "6514"}
MAX_CA = 16 * 1024
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[?[0-9A-Fa-f:.]{2,45}\]?").fullmatch
_HEADER = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,1023}").fullmatch


def faults(names: tuple[str, ...], values: Mapping[str, str]) -> dict[str, str]:
    """By field, a code of what is wrong: missing, bad_host, bad_port, bad_transport, bad_header, bad_ca."""
    wrong: dict[str, str] = {}
    for name in names:
        value = values.get(name, "")
        if not value:
            if name not in OPTIONAL:
                wrong[name] = "missing"
        elif not _is_good(name, value):
            wrong[name] = f"bad_{'header' if name == 'authorization' else name}"
    return wrong


def _is_good(name: str, value: str) -> bool:
    if name == "host":
        return _HOST(value) is not None
    if name == "port":
        return value.isascii() and value.isdigit() and 0 < int(value[:6]) < 65_536
    if name == "transport":
        return value in TRANSPORTS
    if name == "authorization":
        return _HEADER(value) is not None
    if name == "ca":
        return len(value) <= MAX_CA and "-----BEGIN CERTIFICATE-----" in value
    return True  # url: judged where addresses are (rempart/channel/outbound.py)
