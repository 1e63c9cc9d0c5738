"""Why a control stands as it does, in the page's language."""

from collections.abc import Mapping
from typing import Any

from rempart.design.formats import spaced
from rempart.maturity.core.sayings import explain
from rempart.maturity.core.verdict import Verdict
from rempart.maturity.web.texts import Texts
from rempart.terms.state import State


def with_verdicts(document: Mapping[str, Any], verdicts: Mapping[str, Verdict]) -> dict[str, Any]:
    """The document with `say`, `values` and `claimed` beside each control: what a page needs to say it in any language."""
    controls = []
    for entry in document["controls"]:
        verdict = verdicts.get(entry["id"])
        more = {"say": verdict.say, "values": dict(verdict.values), "claimed": verdict.claimed} if verdict else {}
        controls.append({**entry, **more})
    return {**document, "controls": controls}


def reason_of(entry: Mapping[str, Any], texts: Texts, language: str) -> str:
    """The sentence of the verdict where the entry names it (see with_verdicts), else the document's English one."""
    if "say" not in entry:
        return spaced(str(entry.get("reason") or ""), language)
    verdict = Verdict(
        control=entry["id"], state=State(entry["state"]), say=entry["say"], values=entry.get("values") or {}
    )
    return spaced(explain(verdict, texts.control(entry["id"]).says, language), language)
