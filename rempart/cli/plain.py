"""Text from outside, fit for a terminal: a site's own words must not move the cursor or speak in our name."""

from unicodedata import category

_KEPT = frozenset({"Cn", "Co"})  # letters newer than our tables are harmless; control, format and half ones are not


def plain(text: str) -> str:
    """Without control characters, line breaks, and marks that turn the direction of reading."""
    return "".join(
        "\ufffd" if category(c).startswith(("C", "Zl", "Zp")) and category(c) not in _KEPT else c for c in text
    )
