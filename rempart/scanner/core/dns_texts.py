"""Reads the text records that mail rests on."""

from collections.abc import Sequence

DKIM_SELECTORS = ("default", "dkim", "mail", "google", "selector1", "selector2", "k1", "s1", "s2", "fm1")


def tagged(texts: Sequence[str], version: str) -> str | None:
    """The record that begins with a version tag (`v=spf1`, `v=DMARC1`); several are kept, one a line."""
    found = [text for text in texts if _is_tagged(text, version)]
    return "\n".join(found) if found else None


def _is_tagged(text: str, version: str) -> bool:
    head = text[: len(version)].lower()
    rest = text[len(version) : len(version) + 1]
    return head == version.lower() and rest in ("", " ", ";", "\t")


def has_dkim_key(texts: Sequence[str]) -> bool:
    """A DKIM record with a key; an empty `p=` withdraws it (RFC 6376)."""
    return any(_tags(text).get("p") for text in texts if "p=" in text)


def _tags(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip(): value.strip() for name, mark, value in pairs if mark}


def ancestors(host: str, zone: str) -> tuple[str, ...]:
    """The name and its parents down to the zone: where CAA is looked for, in this order (RFC 8659)."""
    names = [host]
    while names[-1] != zone and "." in names[-1]:
        names.append(names[-1].split(".", 1)[1])
    return tuple(names) if names[-1] == zone else (host, zone)
