"""What answers mean: stopped by which sign, and one fact for each class."""

import pytest

from rempart.scanner.core.probes.outcome import Outcome, multicall_refused, stopped
from rempart.scanner.core.probes.plan import plan
from rempart.scanner.core.probes.sign_in import ATTEMPTS, attempts, limited
from rempart.scanner.core.probes.verdict import before_ban, facts

PAGE = Outcome(200, (), "<p>our firewall guide</p>")


@pytest.mark.parametrize(
    ("outcome", "way"),
    [
        (Outcome(403), "status"),
        (Outcome(406), "status"),
        (Outcome(429), "status"),
        (Outcome(503), "status"),
        (Outcome(failure="reset"), "reset"),
        (Outcome(failure="timeout"), "reset"),
        (Outcome(200, (), "Request blocked by security rule"), "page"),
        (Outcome(200, (), "accès refusé"), "page"),
        (Outcome(200, (("cf-mitigated", "Challenge"),), ""), "challenge"),
        (Outcome(200, (), "Solve this captcha"), "challenge"),
        (Outcome(503, (), "Checking your browser"), "challenge"),
        (Outcome(200, (), "<p>hello</p>"), ""),
        (Outcome(404, (), "not found"), ""),
        (Outcome(400, (), "0"), ""),
        (Outcome(500, (), "fatal error"), ""),
        (Outcome(301), ""),
        (Outcome(failure="budget_spent"), ""),
        (Outcome(200, (), "<p>our firewall guide, page 2</p>"), ""),  # the twin speaks of firewalls too
    ],
)
def test_signs(outcome, way):
    assert stopped(outcome, PAGE) == way


@pytest.mark.parametrize(
    ("outcome", "way"),
    [
        (Outcome(200, (), "<?xml?><methodResponse><params>Hello!</params></methodResponse>"), ""),
        (Outcome(200, (), "<methodResponse><fault>-32601</fault></methodResponse>"), "page"),
        (Outcome(404), "status"),
        (Outcome(405), "status"),
        (Outcome(403), "status"),
        (Outcome(200, (), "<html>home</html>"), "page"),
        (Outcome(failure="reset"), "reset"),
        (Outcome(failure="budget_spent"), ""),
    ],
)
def test_many_calls_in_one(outcome, way):
    assert multicall_refused(outcome) == way


def judged(answer):
    return {fact.attack: fact for fact in facts([(probe, answer(probe)) for probe in plan(b"seed")])}


def test_a_filter_that_works():
    fact = judged(lambda probe: Outcome(403 if probe.is_attack else 200))["sql_injection"]
    assert (fact.sent, fact.blocked, fact.twins_sent, fact.twins_blocked) == (2, 2, 2, 0)
    assert not fact.blocks_identification_only
    assert fact.ways == ("status",)


def test_no_filter():
    found = judged(lambda _: Outcome(200, (), "<methodResponse/><methodResponse>"))
    assert {(fact.blocked, fact.blocks_identification_only) for fact in found.values()} == {(0, False)}


@pytest.mark.parametrize("attacks_only", [True, False])
def test_a_filter_that_knows_only_our_name(attacks_only):
    def answer(probe):
        known = probe.identity == "own" and (probe.is_attack or not attacks_only)
        return Outcome(403 if known else 200, (), "" if known else "<methodResponse>")

    found = judged(answer)
    assert {(fact.blocked, fact.blocks_identification_only) for fact in found.values()} == {(0, True)}


def test_a_filter_that_stops_everyone():
    assert {fact.twins_blocked for fact in judged(lambda _: Outcome(403)).values()} == {2}


def test_what_was_never_sent_is_not_counted():
    assert {(fact.sent, fact.twins_sent) for fact in judged(lambda _: Outcome(failure="budget_spent")).values()} == {
        (0, 0)
    }


def test_sign_in_attempts():
    bodies = attempts(b"seed")
    assert len(bodies) == len(set(bodies)) == ATTEMPTS
    assert len({body.split(b"&")[0] for body in bodies}) == 1
    assert bodies == attempts(b"seed")
    assert bodies != attempts(b"other")


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["unknown user"], ""),
        (["unknown user"] * 3, ""),
        (["unknown user", "Too many failed attempts"], "page"),
        (["unknown user", "Trop de tentatives"], "page"),
        (["unknown user", "次数过多"], "page"),
        (["solve the captcha", "solve the captcha"], ""),
        (["unknown user, 9 attempts remaining", "unknown user, 8 attempts remaining"], ""),
    ],
)
def test_words_of_a_limit(texts, sign):
    assert limited([Outcome(200, (), text) for text in texts]) == sign


def test_status_and_silence_of_a_limit():
    assert limited([Outcome(200), Outcome(429)]) == "status"
    assert limited([Outcome(200), Outcome(failure="reset")]) == "reset"


def test_what_was_stopped_after_a_ban_is_not_counted():
    probes = plan(b"seed")
    answered = [(probe, Outcome(200 if place < 10 else 403)) for place, probe in enumerate(probes)]
    kept = before_ban(answered)
    assert 5 < len(kept) <= 10
    assert all(outcome.status == 200 for _, outcome in kept)
    assert before_ban([(probe, Outcome(403)) for probe in probes]) == []


def test_our_name_stopped_beside_a_filter_is_no_sign_of_ours():
    found = judged(lambda probe: Outcome(403 if probe.is_attack or probe.identity == "own" else 200))
    assert {(fact.blocked, fact.blocks_identification_only) for fact in found.values()} == {(2, False)}
