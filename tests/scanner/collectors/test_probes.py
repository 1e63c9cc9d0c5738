"""The active collectors against real servers with and without a defence, run as a whole run would run them."""

import asyncio
import re
from collections.abc import Callable
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler
from urllib.parse import unquote_plus

import pytest

from rempart.facts.not_seen import NotSeen
from rempart.facts.probe import BurstProbe, EdgeProbe, FilterProbe, LoginLimitProbe, Ownership
from rempart.scanner.collectors import probe_burst, probe_edge, probe_filter, probe_login, site_ownership
from rempart.scanner.core.target import parse_target
from rempart.scanner.net.options import Limits, RunOptions
from rempart.scanner.net.run import run
from tests.scanner.collectors.serving import HOST, Answers, serving

pytestmark = pytest.mark.slow
TOKEN = "rempart-1234567890abcdef"
SIGNS = re.compile(r"'|;|\||\$\(|<script|<svg|<img|\.\./|/etc/passwd|union|select|multicall", re.IGNORECASE)
FORM = b'<form><input name="log"><input name="pwd"></form>'


def asked(request: BaseHTTPRequestHandler) -> str:
    """Path and body of a request, decoded."""
    length = int(request.headers.get("Content-Length") or 0)
    return unquote_plus(request.path) + " " + unquote_plus(request.rfile.read(length).decode())


def site(stops: Callable[[BaseHTTPRequestHandler, str], int] = lambda _request, _text: 0) -> Answers:
    """A site with the token, a sign-in form and XML-RPC; `stops` gives a status other than 0 to refuse with."""

    def answer(request: BaseHTTPRequestHandler) -> tuple[int, list[tuple[str, str]], bytes]:
        text = asked(request)
        if request.path == "/.well-known/rempart.txt":
            return 200, [], TOKEN.encode()
        if status := stops(request, text):
            return status, [], b"stopped"
        if request.path == "/xmlrpc.php":
            return 200, [], b"<methodResponse><params/></methodResponse>"
        return 200, [("Content-Type", "text/html")], b"<title>Home</title>" + FORM

    return answer


def measured(unit, answers: Answers, *, token: str | None = TOKEN, origins: dict[str, Answers] | None = None):
    """The facts of one active collector after ownership was looked for."""
    with ExitStack() as stack:
        port = stack.enter_context(serving(answers))
        for address, other in (origins or {}).items():
            stack.enter_context(serving(other, host=address, port=port))
        options = RunOptions(
            allow_private=True, active=True, consent=(0, 2**62), token=token, seed=b"seed",
            origins=tuple(origins or ()), limits=Limits(per_second=10_000),
        )  # fmt: skip
        seen = asyncio.run(run([site_ownership.UNIT, unit], parse_target(f"http://{HOST}:{port}"), options=options))
    facts = [observation.fact for observation in seen]
    assert isinstance(facts[0], Ownership if token == TOKEN else NotSeen)
    return facts[1:]


def test_all_of_them_together_keep_the_cap():
    units = [probe_filter.UNIT, probe_login.UNIT, probe_burst.UNIT, probe_edge.UNIT]
    assert all(unit.active for unit in units)
    assert sum(unit.requests for unit in units) <= Limits().active_requests == 60
    assert max(units, key=lambda unit: unit.order) is probe_login.UNIT


@pytest.mark.parametrize("token", [None, "another token"])
def test_without_the_token_nothing_is_sent(token):
    paths = []

    def answer(request: BaseHTTPRequestHandler):
        paths.append(request.path)
        return site()(request)

    (fact,) = measured(probe_filter.UNIT, answer, token=token)
    assert isinstance(fact, NotSeen)
    assert (fact.code, fact.is_error) == ("not_owned", False)
    assert set(paths) <= {"/", "/.well-known/rempart.txt"}


def test_a_real_filter_stops_attacks_and_lets_twins_through():
    found = measured(probe_filter.UNIT, site(lambda _, text: 403 if SIGNS.search(text) else 0))
    assert all(isinstance(fact, FilterProbe) for fact in found)
    assert len(found) == 6
    assert {(f.sent, f.blocked, f.twins_sent, f.twins_blocked, f.blocks_identification_only) for f in found} == {
        (2, 2, 2, 0, False)
    }


def test_no_filter_lets_everything_through():
    assert {(f.sent, f.blocked) for f in measured(probe_filter.UNIT, site())} == {(2, 0)}


def test_a_site_that_knows_only_our_name_stays_not_met():
    def knows(request: BaseHTTPRequestHandler, _text: str) -> int:
        return 403 if "Rempart" in request.headers.get("User-Agent", "") else 0

    assert {(f.blocked, f.blocks_identification_only) for f in measured(probe_filter.UNIT, site(knows))} == {(0, True)}


def test_a_site_that_stops_everyone_is_an_error():
    (fact,) = measured(probe_filter.UNIT, site(lambda *_: 403))
    assert isinstance(fact, NotSeen)
    assert (fact.code, fact.is_error) == ("twin_blocked", True)


def test_sign_in_without_a_limit():
    (fact,) = measured(probe_login.UNIT, site())
    assert fact == LoginLimitProbe(tried=10, limited_after=None, sign=None, own_address_banned=False)


@pytest.mark.parametrize("bans", [True, False])
def test_sign_in_with_a_limit(bans):
    tried = []

    def limit(request: BaseHTTPRequestHandler, text: str) -> int:
        tried.extend([text] if "pwd=" in text else [])
        return 403 if len(tried) > 5 and (bans or "pwd=" in text) else 0

    (fact,) = measured(probe_login.UNIT, site(limit))
    assert fact == LoginLimitProbe(tried=6, limited_after=5, sign="status", own_address_banned=bans)
    assert len(tried) == 6  # it stops at the first sign


def test_no_sign_in_form_to_try():
    (fact,) = measured(probe_login.UNIT, site(lambda request, _: 404 if "wp-login" in request.path else 0))
    assert isinstance(fact, NotSeen)
    assert (fact.code, fact.is_error) == ("cannot_tell", False)


def test_a_burst():
    assert measured(probe_burst.UNIT, site()) == [BurstProbe(sent=10, limited=0, sign=None)]
    seen = []

    def limit(*_) -> int:
        seen.append(1)
        return 429 if len(seen) > 5 else 0  # the first visit finds out where the site lives

    assert measured(probe_burst.UNIT, site(limit)) == [BurstProbe(sent=10, limited=6, sign="status")]
    (fact,) = measured(probe_burst.UNIT, site(lambda *_: 429))
    assert isinstance(fact, NotSeen)


def test_an_edge_is_told_by_what_it_does_and_its_origin_walked_around():
    def edge(request: BaseHTTPRequestHandler):
        if request.path == "/cdn-cgi/trace":
            return 200, [], b"fl=1\ncolo=CDG\n"
        status, headers, body = site()(request)
        return status, [*headers, ("CF-Ray", "1"), ("Age", "7")], body

    (fact,) = measured(probe_edge.UNIT, edge, origins={"127.0.0.2": site()})
    assert isinstance(fact, EdgeProbe)
    assert (fact.edge, fact.is_cached, fact.origins_tried, fact.origins_open) == ("cloudflare", True, 1, 1)
    assert fact.signs == ("does:trace", "says:cf-ray", "does:cache")


def test_no_edge_and_an_origin_that_keeps_its_door_shut():
    (fact,) = measured(probe_edge.UNIT, site(), origins={"127.0.0.2": site(lambda *_: 403)})
    assert (fact.edge, fact.signs, fact.is_cached) == (None, (), False)
    assert (fact.origins_tried, fact.origins_open) == (1, 0)
