"""A flood of requests is absorbed before it reaches the server (DDOS-01, DDOS-02)."""

from rempart.facts.probe import EdgeProbe
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State


def judge(fact: EdgeProbe) -> Opinion:
    """A network in front counts only while no known server answers past it; none seen is no proof that there is none."""
    if fact.edge is None:
        return Opinion(State.UNKNOWN, "no_edge")
    values: dict[str, int | str] = {"edge": fact.edge, "tried": fact.origins_tried, "open": fact.origins_open}
    if fact.origins_open:
        return Opinion(State.NOT_MET, "origin_open", values)
    if not fact.origins_tried:
        return Opinion(State.UNKNOWN, "origin_not_tried", values)
    return Opinion(State.MET, "edge_closed", values)


UNIT = Control(
    id="flood_absorbed",
    rows=("DDOS-01", "DDOS-02"),
    dimension=Dimension.WALL,
    level=Level.THREE,
    proof=(Proof.OUTSIDE, Proof.DOCUMENT),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="A flood of requests is absorbed before it reaches the server",
    why="A flood costs its sender little and can close a shop for hours. It is absorbed by something larger than your server, a content delivery network or the filter of the host, as long as nobody can go around it.",
    fix=(
        "Put a content delivery network in front of the site, or book the flood protection of your host.",
        "Let the server accept web traffic only from the addresses of that network.",
        "Change the server's address if the old one is known, and tell Rempart the new one so that it can try.",
    ),
    question="What absorbs a flood before it reaches my site, and can it be gone around?",
    effort=Effort(hours=(2, 6), cost_year_minor=(0, 30000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:92; NIST SP 800-53 SC-5",
    threats=(Against("T09", Part.NECESSARY),),
    key=Key.OWNERSHIP,
    needs=(Need(EdgeProbe, 2 * DAY_S, judge),),
    outside=True,
    voided_by=("edge_changed", "address_changed", "host_changed"),
    says={
        "no_edge": "No network in front of the site was recognised. Your host may absorb floods in another way: a reviewed document can show it.",
        "origin_open": "{edge} stands in front, yet a server behind it answers directly, so a flood can go around it (addresses tried: {tried}, open: {open}).",
        "origin_not_tried": "{edge} stands in front, but no server address behind it is known, so nobody tried to go around it.",
        "edge_closed": "{edge} stands in front, and no known server address answers past it (addresses tried: {tried}).",
    },
)
