"""A network in front counts only while nobody can go around it."""

from rempart.facts.probe import EdgeProbe
from rempart.maturity.controls.flood_absorbed import UNIT, judge
from rempart.terms.state import State


def probe(edge: str | None, tried: int, open_: int) -> EdgeProbe:
    return EdgeProbe(edge=edge, signs=("server header",), is_cached=True, origins_tried=tried, origins_open=open_)


def test_met_when_every_known_server_refuses() -> None:
    opinion = judge(probe("Cloudflare", 2, 0))
    assert (opinion.state, opinion.say) == (State.MET, "edge_closed")


def test_not_met_when_one_server_answers_past_the_network() -> None:
    opinion = judge(probe("Cloudflare", 2, 1))
    assert (opinion.state, opinion.say) == (State.NOT_MET, "origin_open")
    assert UNIT.says[opinion.say].format(**opinion.values).endswith("(addresses tried: 2, open: 1).")


def test_unknown_when_nobody_could_try_to_go_around() -> None:
    assert judge(probe("Cloudflare", 0, 0)).state is State.UNKNOWN


def test_no_network_seen_is_unknown_since_it_is_one_way_and_no_duty() -> None:
    assert judge(probe(None, 1, 1)).state is State.UNKNOWN


def test_every_answer_has_its_sentence_and_its_values() -> None:
    seen = [judge(probe(*case)) for case in ((None, 0, 0), ("Fastly", 0, 0), ("Fastly", 1, 1), ("Fastly", 1, 0))]
    assert {opinion.say for opinion in seen} == set(UNIT.says)
    assert all("{" not in UNIT.says[opinion.say].format(**opinion.values) for opinion in seen)


def test_the_same_host_cannot_speak_for_the_outside() -> None:
    assert UNIT.outside
