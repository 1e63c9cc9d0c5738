"""How to find the same mail in other mailboxes, as Microsoft 365 and Google Workspace want to be asked.

The words come from a hostile mail: each is cut to what the language of the search takes as one plain word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

DAYS_AROUND = 7
MOST = 3  # of each kind
_UNFIT = re.compile(r'["“”«»\\\r\n\t(){}]+')
_ADDRESS = re.compile(r"[A-Za-z0-9._%+=-]{1,64}@[A-Za-z0-9.-]{1,190}")


@dataclass(frozen=True, slots=True)
class Sought:
    """What the reports of one mail have in common; `at_ms` when the first one came."""

    addresses: tuple[str, ...]
    subjects: tuple[str, ...]
    hosts: tuple[str, ...]
    at_ms: int


def sought(addresses: Sequence[str], subjects: Sequence[str], hosts: Sequence[str], at_ms: int) -> Sought:
    """Cleaned; what is no address is left out."""
    kept = [one.lower() for one in addresses if _ADDRESS.fullmatch(one)]
    said = [" ".join(_UNFIT.sub(" ", one).split())[:100].strip() for one in subjects]
    named = [one for one in hosts if re.fullmatch(r"[a-z0-9.-]{1,190}", one)]
    return Sought(_first(kept), _first(said), _first(named), at_ms)


def _first(words: list[str]) -> tuple[str, ...]:
    return tuple(list(dict.fromkeys(filter(None, words)))[:MOST])


def microsoft(what: Sought) -> str:
    """KQL of a content search (Microsoft Purview), which is also what New-ComplianceSearch takes."""
    asked = _any([f'from:"{one}"' for one in what.addresses]), _any([f'subject:"{one}"' for one in what.subjects])
    begin, end = _span(what)
    return " AND ".join([*filter(None, asked), f"received>={begin}", f"received<={end}"])


def google(what: Sought) -> str:
    """Operators of Gmail's search, as Google Vault and the investigation tool take them."""
    asked = _group([f"from:{one}" for one in what.addresses]), _group([f'subject:"{one}"' for one in what.subjects])
    begin, end = _span(what)
    return " ".join([*filter(None, asked), f"after:{begin.replace('-', '/')}", f"before:{end.replace('-', '/')}"])


def _any(parts: list[str]) -> str:
    return f"({' OR '.join(parts)})" if len(parts) > 1 else "".join(parts)


def _group(parts: list[str]) -> str:
    return f"{{{' '.join(parts)}}}" if len(parts) > 1 else "".join(parts)


def _span(what: Sought) -> tuple[str, str]:
    day = datetime.fromtimestamp(what.at_ms / 1_000, UTC)
    around = timedelta(days=DAYS_AROUND)
    return f"{day - around:%Y-%m-%d}", f"{day + around:%Y-%m-%d}"
