"""What each observation says of one control, sorted into what a sensor showed, what was claimed, what was not seen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from rempart.facts.answer import Answer
from rempart.facts.document import Document
from rempart.facts.fact import Observation
from rempart.facts.not_seen import NotSeen
from rempart.maturity.core.control import Control, Need
from rempart.maturity.core.evidence import Evidence
from rempart.maturity.core.gate import document_suffices, is_reviewed, suffices
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass
from rempart.terms.state import State

ANSWER_MAX_AGE_S = 365 * DAY_S  # a yes lasts as long as a document; a no stands until someone says yes

Values = Mapping[str, int | str]


class Statement(msgspec.Struct, frozen=True):
    """One observation read for one control. `suffices`: as a positive it may pass the gate."""

    state: State
    say: str
    values: Values
    seen: Observation
    evidence: EvidenceClass
    valid_until_ms: int
    suffices: bool = False

    @property
    def at(self) -> int:
        """When it was seen."""
        return self.seen.taken_at_ms


class Heard(msgspec.Struct):
    """`shown`: met, not_met or partial by a sensor or a reviewed document. `claims`: somebody's word, or a
    document nobody else has reviewed. `quiet`: looks that told nothing. `voided`: what a change made void.
    """

    shown: list[Statement]
    claims: list[Statement]
    quiet: list[Statement]
    voided: int = 0


def hear(control: Control, needs: Sequence[Need], evidence: Evidence, void_ms: int) -> Heard:
    """Everything that concerns the control through these needs, and its documents and answers."""
    heard = Heard([], [], [])
    for need in needs:
        kind = need.fact.kind
        for seen in evidence.by_kind.get(kind, ()):
            if seen.taken_at_ms <= void_ms:
                heard.voided += 1
            else:
                _hear_fact(control, need, seen, heard)
        for seen in evidence.not_seen.get(kind, ()):
            if seen.taken_at_ms > void_ms:
                heard.quiet.append(_not_seen(seen))
    for seen in evidence.documents.get(control.id, ()):
        if seen.taken_at_ms <= void_ms:
            heard.voided += 1
        else:
            _hear_document(control, seen, heard)
    for seen in evidence.answers.get(control.id, ()):
        if seen.taken_at_ms <= void_ms:
            heard.voided += 1
        else:
            heard.claims.append(_answer(seen))
    heard.shown = list(newest_per_stream(heard.shown))
    return heard


def _hear_fact(control: Control, need: Need, seen: Observation, heard: Heard) -> None:
    opinion = need.judge(seen.fact)
    if opinion is None:  # this fact says nothing of the control
        return
    until = seen.taken_at_ms + need.max_age_s * 1000
    if opinion.state in (State.MET, State.NOT_MET, State.PARTIAL):
        good = opinion.state is State.MET and suffices(control, seen.evidence, seen.vantage)
        said = Statement(opinion.state, opinion.say, opinion.values, seen, seen.evidence, until, good)
        (heard.shown if seen.evidence >= EvidenceClass.CONFIGURED else heard.claims).append(said)
    else:
        state = State.ERROR if opinion.state is State.ERROR else State.UNKNOWN
        heard.quiet.append(Statement(state, opinion.say, opinion.values, seen, seen.evidence, until))


def _hear_document(control: Control, seen: Observation, heard: Heard) -> None:
    document = seen.fact
    assert isinstance(document, Document)
    until = min(document.expires_at_ms, seen.taken_at_ms + control.document_max_age_s * 1000)
    good = document_suffices(control, document, seen.vantage)
    if not is_reviewed(document):
        say, pool, state = "generic.document_waiting", heard.claims, State.MET
    elif document.shows is not True:  # a document that shows nothing is no proof of the contrary
        say, pool, state = "generic.document_silent", heard.shown, State.UNKNOWN
        heard.quiet.append(Statement(state, say, {}, seen, EvidenceClass.DOCUMENTED, until))
    elif good:
        say, pool, state = "generic.document", heard.shown, State.MET
    else:
        say, pool, state = "generic.document_no_proof", heard.claims, State.MET
    pool.append(Statement(state, say, {}, seen, EvidenceClass.DOCUMENTED, until, good))


def _answer(seen: Observation) -> Statement:
    answer = seen.fact
    assert isinstance(answer, Answer)
    until = seen.taken_at_ms + ANSWER_MAX_AGE_S * 1000
    if answer.is_vague:
        state, say = State.NOT_MET, "generic.answer_vague"
    elif answer.value in ("no", "extra_fee"):
        state, say = State.NOT_MET, f"generic.answer_{answer.value}"
    elif answer.value == "not_sure":
        state, say = State.UNKNOWN, "generic.answer_not_sure"
    else:
        state, say = State.MET, f"generic.answer_{answer.value}"
    return Statement(state, say, {}, seen, EvidenceClass.STATED, until)


def _not_seen(seen: Observation) -> Statement:
    fact = seen.fact
    assert isinstance(fact, NotSeen)
    state = State.ERROR if fact.is_error else State.UNKNOWN
    return Statement(
        state, f"generic.not_seen_{fact.code}", {"detail": fact.detail}, seen, seen.evidence, seen.taken_at_ms
    )


def newest_per_stream(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Per source and vantage what still stands: the newest positive, unless a negative came after it; and every
    negative since the newest positive (a second, weaker no must not wipe out a first, stronger one).
    """
    streams: dict[tuple[str, str], list[Statement]] = {}
    for said in statements:
        streams.setdefault((said.seen.source, said.seen.vantage), []).append(said)
    for stream in streams.values():
        if len(stream) == 1:
            if stream[0].state is not State.UNKNOWN:
                yield stream[0]
            continue
        newest = max(said.at for said in stream)
        withdrawn = any(said.at == newest and said.state is State.UNKNOWN for said in stream)
        cleared = max((said.at for said in stream if said.state not in (State.NOT_MET, State.PARTIAL)), default=-1)
        for said in stream:
            if said.state in (State.NOT_MET, State.PARTIAL):
                if said.at >= cleared:
                    yield said
            elif said.at == newest and said.state is State.MET and not withdrawn:
                yield said
