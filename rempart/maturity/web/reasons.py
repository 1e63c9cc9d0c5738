"""Why a control stands as it does, in the page's language."""

from collections.abc import Mapping
from typing import Any

from rempart.design.formats import spaced
from rempart.maturity.core.sayings import explain
from rempart.maturity.core.verdict import Verdict
from rempart.maturity.web.texts import Texts
from rempart.terms.state import State


def reason_of(entry: Mapping[str, Any], texts: Texts, language: str) -> str:
    """The sentence of `say` and `values` in the page's language; else the document's own `reason`."""
    say = str(entry.get("say") or "")
    if not say:
        return spaced(str(entry.get("reason") or ""), language)
    told = Verdict(control=entry["id"], state=State(entry["state"]), say=say, values=entry.get("values") or {})
    return spaced(explain(told, texts.control(entry["id"]).says, language), language)
