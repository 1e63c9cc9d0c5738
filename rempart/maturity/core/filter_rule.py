"""How an exercise of a filter is read: one class of attack, its benign twins, and the way around the front.

Shared by the firewall controls, so that four units cannot drift apart.
"""

from rempart.facts.probe import AttackClass, EdgeProbe, FilterProbe
from rempart.maturity.core.control import Opinion
from rempart.terms.state import State


def judge_class(fact: FilterProbe, attack: AttackClass) -> Opinion | None:
    """MET only when every attack was stopped and every benign twin passed; None for another class of attack."""
    if fact.attack != attack:
        return None
    if not fact.sent or not fact.twins_sent:
        return Opinion(State.UNKNOWN, "none_sent")
    # before the twins: they carry the same identification, so such a site blocks them too
    if fact.blocks_identification_only:
        return Opinion(State.NOT_MET, "identification_only")
    if fact.twins_blocked:
        return Opinion(State.ERROR, "twin_blocked", {"twins": fact.twins_blocked, "sent": fact.twins_sent})
    values: dict[str, int | str] = {"blocked": fact.blocked, "sent": fact.sent}
    if not fact.blocked:
        return Opinion(State.NOT_MET, "none_blocked", values)
    if fact.blocked < fact.sent:
        return Opinion(State.PARTIAL, "some_blocked", values)
    return Opinion(State.MET, "all_blocked", values)


def judge_bypass(fact: EdgeProbe) -> Opinion:
    """A filter that can be walked around stops nobody; `no_origin` is as far as anyone outside can know."""
    if fact.origins_open:
        return Opinion(State.NOT_MET, "walked_around", {"open": fact.origins_open, "tried": fact.origins_tried})
    if not fact.origins_tried:
        return Opinion(State.MET, "no_origin")
    return Opinion(State.MET, "origin_closed", {"tried": fact.origins_tried})


def refute_by_bypass(fact: EdgeProbe) -> Opinion | None:
    """For a control with a way other than the filter: a way around refutes, its absence says nothing."""
    return judge_bypass(fact) if fact.origins_open else None
