"""How much of a hostile or broken server one exchange bears."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of one exchange with one server."""

    body_bytes: int = 2 * 1024 * 1024  # a page of a site is rarely above 0.5 MiB
    head_bytes: int = 64 * 1024  # status line and headers; servers themselves cap at 8 to 32 KiB
    informational: int = 10  # 1xx answers before the real one
    dns_s: float = 4.0
    connect_s: float = 6.0
    read_s: float = 8.0  # silence
    total_s: float = 20.0  # one exchange, however busily it drips
    addresses: int = 8  # addresses of one name that are tried
