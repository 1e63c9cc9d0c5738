"""What comes next: what cannot wait, the guide's order, and the order by value, which alone moves with the inputs."""

import msgspec

from rempart.facts.tls_certificate import TlsCertificate
from rempart.maturity.core import guide
from rempart.maturity.core.assessment import assess
from rempart.maturity.core.control import Against, Effort, Need, Opinion, Part
from rempart.maturity.core.economy import economy
from rempart.maturity.core.evidence import Evidence
from rempart.maturity.core.urgent import urgent
from rempart.maturity.core.value import by_value, weigh
from rempart.terms.level import Dimension, Level
from rempart.terms.state import State
from tests.maturity.core.made import DAY, NOW, Seen, control, observation, seen, verdict
from tests.maturity.core.test_need import profile


def certificate(**changes):
    plain = {
        "name": "a",
        "address": "192.0.2.1",
        "names": ("a",),
        "issuer": "i",
        "serial": "1",
        "sha256": "0",
        "not_before_ms": 0,
        "not_after_ms": NOW + DAY,
        "key_type": "ec",
        "key_bits": 256,
        "signature_hash": "sha256",
        "faults": (),
        "ocsp_stapled": None,
    }
    return TlsCertificate(**{**plain, **changes})


def causes(*verdicts, facts=()):
    return [u.cause for u in urgent({v.control: v for v in verdicts}, Evidence(facts, NOW))]


def test_four_things_cannot_wait_in_a_fixed_order():
    assert causes(verdict("backup_daily", State.UNKNOWN)) == []
    assert causes(verdict("backup_daily", State.NOT_MET)) == ["no_backup"]
    assert causes(verdict("any", State.NOT_MET, say="compromised"), verdict("backup_daily", State.NOT_MET)) == [
        "compromise",
        "no_backup",
    ]
    assert causes(verdict("any", State.MET, say="compromised")) == []
    assert causes(verdict("exploited_flaws_fixed_24h", State.NOT_MET)) == ["exploited_flaw"]


def test_an_expired_certificate_is_told_by_the_newest_look_at_every_address():
    fresh, old = observation(certificate()), observation(certificate(not_after_ms=NOW, address="192.0.2.2"))
    assert causes(facts=[fresh]) == []
    assert causes(facts=[fresh, old]) == ["certificate_expired"]
    replaced = observation(certificate(faults=("expired",)), NOW - DAY)
    assert causes(facts=[replaced, fresh]) == []


def test_needs_stand_before_what_needs_them_and_levels_are_in_order():
    stones = [
        control("restore_time_known", source="guide 1:45"),
        control("backup_daily", source="guide 1:61"),
        control("waf", level=Level.TWO, rows=("WAF-01",), source="guide 1:84"),
        control("scan", level=Level.TWO, rows=("MAL-01",), source="guide 1:67"),
        control("alert", level=Level.TWO, rows=("UP-01",), source="guide 1:68"),
        control("named", dimension=Dimension.WATCH, source="ours"),
        control("advice", mandatory=False),
    ]
    steps = guide.order(stones, {})
    assert [s.control for s in steps] == ["backup_daily", "restore_time_known", "waf", "scan", "alert", "named"]
    assert [s.source_line for s in steps] == [61, 45, 162, 162, 68, None]
    assert steps[1].needs == ("backup_daily",)
    assert guide.order(stones, {"backup_daily": verdict("backup_daily")})[0].needs == ()


BASE_HOUR = 60_000  # minor units: near where the two stones are worth the same


def stones():
    """Two that differ in what they save: hours of outage, or clean-up."""
    return [
        control("flood", threats=(Against("T09", Part.NECESSARY),), needs=(), effort=Effort((1, 2), (0, 0), "x")),
        control("malware", threats=(Against("T07", Part.NECESSARY),), needs=(), effort=Effort((3, 6), (0, 0), "x")),
    ]


def scaled(world, name, factor):
    old = getattr(world, name)
    new = msgspec.structs.replace(old, low=old.low * factor, likely=old.likely * factor, high=old.high * factor)
    return msgspec.structs.replace(world, **{name: new})


def test_half_the_input_moves_the_order_by_value_and_never_the_declared_one():
    told = profile(revenue_hour_minor=BASE_HOUR)
    units = {c.id: c for c in stones()}
    orders = {}
    for name in ("revenue_hour", "cleanup", "incidents"):
        for factor in (0.5, 1.0, 1.5):
            world = scaled(economy(told), name, factor)
            orders[name, factor] = tuple(v.control for v in by_value(units.values(), world))
    assert len({orders["revenue_hour", factor] for factor in (0.5, 1.0, 1.5)}) == 2
    assert len({orders["cleanup", factor] for factor in (0.5, 1.0, 1.5)}) == 2
    assert len({orders["incidents", factor] for factor in (0.5, 1.0, 1.5)}) == 1  # it moves all alike
    declared = {
        tuple(step.control for step in assess(units, {}, {}, [], now_ms=NOW, profile=some).guide)
        for some in (told, profile(revenue_hour_minor=BASE_HOUR // 2), profile(), None)
    }
    assert len(declared) == 1


def test_value_comes_with_a_range_and_the_plan_with_a_sentence():
    units = {c.id: c for c in stones()}
    found = assess(units, {}, {}, [], now_ms=NOW, profile=profile())
    worth = weigh(found, units, profile(), draws=2_000)
    assert [v.control for v in worth.value] == [v.control for v in by_value(units.values(), economy(profile()))]
    assert all(v.p5 <= v.p50 <= v.p95 for v in worth.value)
    assert worth.plan is not None
    whole = assess(units, {}, {}, [], now_ms=NOW)
    assert weigh(whole, units, draws=2_000) == weigh(whole, units, draws=2_000)


def test_with_nothing_left_there_is_no_plan():
    stone = control("s", needs=(Need(Seen, 86_400, lambda fact: Opinion(State.MET, "seen")),))
    found = assess({"s": stone}, {}, {}, [seen()], now_ms=NOW)
    assert weigh(found, {"s": stone}).plan is None
