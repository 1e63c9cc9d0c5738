"""The judge a second time, written from docs/decisions/0010-judging.md and nothing else, slowly and in another shape.

It answers (state, claimed) only. Everything is asked of the whole list again and again; nothing is indexed.
"""

from dataclasses import dataclass

from msgspec.json import encode

from rempart.facts.answer import Answer
from rempart.facts.document import Document
from rempart.facts.not_seen import NotSeen

YEAR = 365 * 86_400_000
SKEW = 300_000
RANK = {"stated": 1, "documented": 2, "configured": 3, "observed": 4, "exercised": 5}
WORST = ["not_met", "contradicted", "partial", "error", "stale", "unknown", "met"]
SEEN = ["not_met", "contradicted", "partial", "met", "error", "stale", "unknown"]


@dataclass
class Word:
    """One piece of evidence in plain words."""

    at: int
    until: int
    says: str  # yes, no, part, nothing, failed
    rank: int
    stream: tuple[str, str]
    role: str  # sensor, paper, waiting, word, look
    suffices: bool


def slow_judge(control, observations, now, voids=(), exempt=False):
    """(state, claimed) by the thirteen points of the page."""
    known = [o for o in observations if o.taken_at_ms <= now + SKEW]
    if control.applies is not None:  # 1
        sensed_facts = [o for o in known if not isinstance(o.fact, Answer | Document | NotSeen)]
        newest = {}
        for o in sorted(sensed_facts, key=lambda o: (o.taken_at_ms, o.evidence, o.source, o.vantage, encode(o))):
            newest[o.fact.kind] = o
        young = {k: o.fact for k, o in newest.items() if o.taken_at_ms >= now - YEAR}
        if control.applies(young) is False:
            return "not_applicable", True
    if exempt:
        return "not_applicable", True
    ends = [v.at_ms for v in voids if v.change in control.voided_by and v.at_ms <= now]  # 2
    known = [o for o in known if all(o.taken_at_ms > end for end in ends)]
    if not (control.together or control.each) or len(control.needs) <= 1:
        return weigh(control, [w for n in control.needs for w in sensed(control, n, known)] + said(control, known), now)
    each = [weigh(control, sensed(control, n, known) + said(control, known), now) for n in control.needs]  # 13
    if not control.together:  # 14
        first = min((state for state, _ in each), key=SEEN.index)
        return first, any(claim for state, claim in each if state == first)
    return min((state for state, _ in each), key=WORST.index), all(claim for _, claim in each)


def sensed(control, need, known):
    """What the facts of one need say."""
    words = []
    for o in known:
        stream = (o.source, str(o.vantage))
        if isinstance(o.fact, NotSeen):
            if o.fact.wanted == need.fact.kind:
                says = "failed" if o.fact.is_error else "nothing"
                words.append(Word(o.taken_at_ms, o.taken_at_ms, says, 0, stream, "look", False))
        elif o.fact.kind == need.fact.kind:
            opinion = need.judge(o.fact)
            if opinion is None:
                continue
            state = opinion.state.value
            says = {"met": "yes", "not_met": "no", "partial": "part", "error": "failed"}.get(state, "nothing")
            rank = RANK[o.evidence.word]
            level, inside = int(control.level), control.outside and str(o.vantage) == "same_host"  # 5
            table = {5: True, 4: level <= 4 or not control.exercise_exists, 3: level <= 2}
            good = says == "yes" and not inside and table.get(rank, False)
            role = "look" if says in ("failed", "nothing") else "sensor" if rank >= 3 else "word"
            words.append(Word(o.taken_at_ms, o.taken_at_ms + need.max_age_s * 1000, says, rank, stream, role, good))
    return words


def said(control, known):
    """Documents and answers about this control."""
    words = []
    for o in known:
        stream = (o.source, str(o.vantage))
        if isinstance(o.fact, Document) and o.fact.control == control.id:  # 4
            f = o.fact
            until = min(f.expires_at_ms, o.taken_at_ms + control.document_max_age_s * 1000)
            reviewed = f.reviewer is not None and f.reviewer != f.author
            names = any(p.value == "D" for p in control.proof)
            inside = control.outside and str(o.vantage) == "same_host"
            if reviewed and f.shows is not True:
                words.append(Word(o.taken_at_ms, until, "nothing", 2, stream, "paper", False))
                words.append(Word(o.taken_at_ms, until, "nothing", 2, stream, "look", False))
            elif reviewed and names and not inside:
                words.append(Word(o.taken_at_ms, until, "yes", 2, stream, "paper", True))
            else:
                words.append(Word(o.taken_at_ms, until, "yes", 2, stream, "waiting", False))
        if isinstance(o.fact, Answer) and o.fact.control == control.id:
            bad = o.fact.is_vague or o.fact.value in ("no", "extra_fee")
            says = "no" if bad else "nothing" if o.fact.value == "not_sure" else "yes"
            words.append(Word(o.taken_at_ms, o.taken_at_ms + YEAR, says, 1, stream, "word", False))
    return words


def weigh(control, words, now):
    """Points 3 and 6 to 12 on one pile of words."""
    shown = [w for w in words if w.role in ("sensor", "paper")]
    negative = [  # 3
        w
        for w in shown
        if w.says in ("no", "part")
        and not any(o.stream == w.stream and o.says not in ("no", "part") and o.at > w.at for o in shown)
    ]
    positive = [
        w
        for w in shown
        if w.says == "yes"
        and not any(o.stream == w.stream and o.at > w.at for o in shown)
        and not any(o.stream == w.stream and o.at == w.at and o.says == "nothing" for o in shown)
    ]
    enough = [w for w in positive if w.suffices]
    top = [w for w in enough if all(o.at <= w.at for o in enough)]
    decides = [
        n for n in negative if not top or n.at > top[0].at or any(n.stream == t.stream and n.at == t.at for t in top)
    ]
    if decides:  # 6
        latest = max(n.at for n in decides)
        return ("not_met" if any(n.says == "no" for n in decides if n.at == latest) else "partial"), False
    for n in negative:  # 7
        if n.until >= now and any(n.stream != t.stream and n.rank >= t.rank for t in top):
            return "contradicted", False
    if any(w.until >= now for w in enough):  # 8
        return "met", True
    favour = max((w.at for w in positive), default=-1)  # 9
    spoken = [w for w in words if w.role in ("word", "waiting")]
    yes = max((w.at for w in spoken if w.says == "yes" and w.rank == 1), default=-1)
    no = [w for w in spoken if w.says in ("no", "part")]
    admitted = [w for w in no if w.at >= yes and w.at > favour]
    if admitted:
        latest = max(w.at for w in admitted)
        return ("not_met" if any(w.says == "no" for w in admitted if w.at == latest) else "partial"), False
    if enough:  # 10
        return "stale", True
    unsure = [w.at for w in spoken if w.says == "nothing"]  # 12
    kept = [
        w
        for w in spoken
        if w.says == "yes" and w.until >= now and all(w.at > t for t in unsure) and all(w.at > n.at for n in no)
    ]
    refused = [w for w in positive if w.until >= now]
    claimed = bool(kept or refused)
    looks = [w for w in words if w.role == "look"]  # 11
    latest = max((w.at for w in looks), default=-1)
    if not refused and any(w.says == "failed" for w in looks if w.at == latest):
        return "error", claimed
    return "unknown", claimed
