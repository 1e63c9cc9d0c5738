"""All ten checks together: their names, unknown without an answer, and what may never happen (properties)."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.scanner.core.headers.checks import CHECKS, judge_exchange
from rempart.scanner.core.headers.exchange import Exchange
from rempart.scanner.core.headers.reading import read_exchange
from rempart.terms.state import State

NAMES = [
    "Content-Security-Policy", "Content-Security-Policy-Report-Only", "Set-Cookie", "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials", "Cross-Origin-Resource-Policy", "X-Frame-Options", "Location",
    "Strict-Transport-Security", "X-Content-Type-Options", "Referrer-Policy", "Content-Type",
]  # fmt: skip
WORDS = [
    "default-src", "script-src", "'none'", "'self'", "'unsafe-inline'", "'strict-dynamic'", "'nonce-abcdefgh'", ";", ",",
    "https:", "*", "frame-ancestors", "max-age=", "31536000", "includeSubDomains", "nosniff", "DENY", "a=b", "Secure",
    "SameSite=", "HttpOnly", "true", "https://a.example", "no-referrer", "text/html", "\n", "http://[", "//", "=", "\x00",
]  # fmt: skip
VALUES = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=8).map(" ".join)
HEADERS = st.dictionaries(
    st.sampled_from(NAMES) | st.text(max_size=5), VALUES | st.lists(VALUES, max_size=3), max_size=8
)
BODIES = st.sampled_from(["", "<script src=//a></script>", "<meta name=referrer content=x>", "<"]) | st.text(
    max_size=30
)
ANSWERS = st.none() | st.fixed_dictionaries(
    {
        "status": st.sampled_from([0, 200, 301, 404]),
        "headers": HEADERS,
        "body": BODIES,
        "verified": st.sampled_from([None, True, False]),
    }
)
HOPS = st.sampled_from(
    ["http://a.example/", "https://a.example/", "https://b.example", "http://[", "", "x:"]
) | st.text(max_size=9)
EXCHANGES = st.fixed_dictionaries({"http": ANSWERS, "https": ANSWERS, "redirects": st.lists(HOPS, max_size=4)})


def test_the_ten_checks_in_the_order_of_the_contract():
    assert " ".join(CHECKS) == "csp cookies cors corp frames hsts nosniff redirection referrer sri"


def test_nothing_answered_is_unknown_and_never_a_fault():
    judged = judge_exchange(Exchange(None, None))
    assert {(j.state, j.code) for j in judged} == {(State.UNKNOWN, "no_answer")}
    assert [j.check for j in judged] == list(CHECKS)


@given(EXCHANGES)
@settings(max_examples=200, deadline=None)
def test_never_raises_and_always_says_the_same(data):
    exchange = read_exchange(data)
    judged = judge_exchange(exchange)
    assert judged == judge_exchange(read_exchange(data))
    assert [j.check for j in judged] == list(CHECKS)
    assert all(j.code and j.reason and len(j.reason) < 20_000 for j in judged)
    assert {j.state for j in judged} <= {State.MET, State.NOT_MET, State.UNKNOWN}


@given(EXCHANGES, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_order_and_case_of_header_names_do_not_matter(data, chance: random.Random):
    def shuffled(answer):
        if answer is None:
            return None
        pairs = [(name, value) for name, value in answer["headers"].items()]
        lower = [name.strip().lower() for name, _ in pairs]
        if len(set(lower)) < len(lower):
            return answer  # the same name twice: there the order of values counts
        chance.shuffle(pairs)
        return {
            **answer,
            "headers": {chance.choice([str.upper, str.lower])(n) if n.isascii() else n: v for n, v in pairs},
        }

    other = {**data, "http": shuffled(data["http"]), "https": shuffled(data["https"])}
    assert judge_exchange(read_exchange(other)) == judge_exchange(read_exchange(data))
