"""A WordPress that answers, as a collector would report it."""

from typing import Any

from rempart.facts.wordpress_core import Mark, WordPressCore


def core(version: str | None = "6.5.5", newest: str | None = "6.5.5", **changes: Any) -> WordPressCore:
    """Two agreeing marks, a list of releases at hand."""
    usual: dict[str, Any] = {
        "is_wordpress": True,
        "confidence_percent": 90,
        "marks": (Mark("generator", version),) if version else (),
        "feed_date_ms": 1_790_000_000_000 if newest else None,
    }
    return WordPressCore(version=version, newest=newest, **{**usual, **changes})
