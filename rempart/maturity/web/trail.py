"""A stone's trail of evidence: recorded facts as the page shows them, newest first."""

from collections.abc import Mapping
from dataclasses import replace

from rempart.directory.actions.action import raw_connection
from rempart.directory.store.models import Site
from rempart.facts.answer import Answer
from rempart.facts.document import Document
from rempart.facts.fact import Observation
from rempart.facts.not_seen import NotSeen
from rempart.ledger.store import chain
from rempart.maturity.core.control import Control
from rempart.maturity.core.sayings import sentence
from rempart.maturity.core.void import void_until
from rempart.maturity.store import facts
from rempart.maturity.store.models import ChangeRow
from rempart.maturity.web.present_stone import Past, Seen
from rempart.maturity.web.stones import look_of
from rempart.terms.state import State

MARKS = {State.MET: "seen", State.NOT_MET: "failed", State.PARTIAL: "failed", State.ERROR: "notlooked"}


def trail_of(site: Site, control: Control, says: Mapping[str, str], language: str, now_ms: int) -> list[Seen]:
    """What was seen or said that speaks for the control, and what each piece means."""
    void_ms = void_until(control, facts.voids(site), now_ms)
    kinds = {need.fact.kind for need in control.needs}
    logs = chain(raw_connection(), site.organisation.uid)
    found = ((one.ref, _seen(one, control, says, language)) for one in facts.trail(site, kinds, control.id))
    return [
        replace(seen, is_void=seen.at_ms <= void_ms, index=logs.number(ref.log, ref.index) if ref else None)
        for ref, seen in found
        if seen is not None
    ]


def _seen(one: Observation, control: Control, says: Mapping[str, str], language: str) -> Seen | None:
    fact = one.fact
    if isinstance(fact, Answer):
        return _entry(one, "said", sentence(_answered(fact), {}, language))
    if isinstance(fact, Document):
        return _entry(one, "document", sentence(_documented(fact), {}, language))
    if isinstance(fact, NotSeen):
        code = f"generic.not_seen_{fact.code}"
        return _entry(one, "notlooked", _sentence(code, language), fact.detail)
    opinions = [need.judge(fact) for need in control.needs if isinstance(fact, need.fact)]
    opinion = next((o for o in opinions if o is not None), None)
    if opinion is None:
        return None
    text = says.get(opinion.say, opinion.say)
    try:
        text = text.format(**opinion.values)
    except (KeyError, IndexError):  # a sentence newer than the fact it speaks of
        text = opinion.say
    return _entry(one, MARKS.get(opinion.state, "notlooked"), text)


def _sentence(code: str, language: str) -> str:
    try:
        return sentence(code, {}, language)
    except KeyError:
        return sentence("generic.not_seen_unexpected", {}, language)


def _entry(one: Observation, mark: str, title: str, text: str = "") -> Seen:
    return Seen(one.taken_at_ms, mark, title, text, one.vantage.value, one.operator.value, one.evidence.word)


def _answered(fact: Answer) -> str:
    return "generic.answer_vague" if fact.is_vague else f"generic.answer_{fact.value}"


def _documented(fact: Document) -> str:
    if fact.reviewer is None:
        return "generic.document_waiting"
    return "generic.document" if fact.shows else "generic.document_silent"


def past_of(site: Site, control: Control, proven: int) -> list[Past]:
    """How the stone stood, from its recorded changes, oldest first."""
    rows = ChangeRow.objects.filter(site=site, what=control.id).order_by("at_ms", "pk")
    shape = {"level": int(control.level), "mandatory": control.mandatory, "class": None}
    return [Past(row.at_ms, look_of({**shape, "state": row.after}, proven)) for row in rows]
