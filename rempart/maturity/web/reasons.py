"""Why a control stands as it does, in the page's language."""

from collections.abc import Mapping
from typing import Any

from rempart.design.formats import spaced
from rempart.maturity.web.texts import Texts


def reason_of(entry: Mapping[str, Any], texts: Texts, language: str) -> str:
    """The unit's own sentence where the document names one (`say` and `values`), else the document's `reason`."""
    template = texts.control(entry["id"]).says.get(entry.get("say") or "")
    if template is None:
        return spaced(str(entry.get("reason") or ""), language)
    try:
        said = template.format(**entry.get("values") or {})
    except (KeyError, IndexError, ValueError):  # a unit newer than the record it describes
        return spaced(str(entry.get("reason") or ""), language)
    return spaced(said, language)
