"""The active probes against a real WordPress, with and without real defences, in both directions, judged as in a run."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import get_args

import pytest

from dev.recording.serving import Answer, Reply, passing_on, served
from dev.wordpress import Site
from rempart.facts.fact import Observation
from rempart.facts.not_seen import NotSeen
from rempart.facts.probe import AttackClass, BurstProbe, EdgeProbe, FilterProbe, LoginLimitProbe, Ownership
from rempart.maturity.core.control import Control
from rempart.maturity.core.judge import judge
from rempart.registry.discover import discover
from rempart.scanner.collectors import probe_filter
from rempart.scanner.core.collector import Collector
from rempart.scanner.core.probes.plan import plan
from rempart.scanner.core.target import parse_target
from rempart.scanner.net import visit
from rempart.scanner.net.options import Limits, RunOptions
from rempart.scanner.net.pace import Pace
from rempart.scanner.net.run import run
from rempart.terms.evidence import Vantage
from tests.scanner.noted import is_kept, noted
from tests.servers.firewall import Firewall, by_rules, firewall
from tests.servers.names import name_server

pytestmark = pytest.mark.slow
TOKEN, FILE = "abcdefgh23456789", ".well-known/rempart.txt"
FAST = Limits(per_second=1_000)
UNITS = discover("rempart.scanner.collectors", Collector)
CONTROLS = discover("rempart.maturity.controls", Control)
STONES = {
    "sql_injection": "sql_injection_stopped",
    "script_injection": "script_injection_stopped",
    "xmlrpc": "xmlrpc_abuse_stopped",
    "known_plugin": "known_plugin_exploits_stopped",
}
CLASSES = get_args(AttackClass)
EVERYBODY = by_rules()


@pytest.fixture
def site(wordpress: Site) -> Iterator[Site]:
    """Nothing in front, nothing inside, the token in its place; hardened again afterwards."""
    open_doors = ("no_filter", "login_unlimited", "xmlrpc_open", "login_no_challenge")
    with wordpress.planted(*open_doors):
        wordpress.forget_failures()
        wordpress.write(FILE, f"{TOKEN}\n")
        yield wordpress
        wordpress.must_use("scene", None)
        wordpress.delete(FILE)
        wordpress.forget_failures()


def looked(url: str, *names: str, **changes: object) -> list[Observation]:
    """One run of these collectors, ownership first."""
    given: dict[str, object] = {"active": True, "consent": (0, 2**62), "token": TOKEN, "limits": FAST} | changes
    options = RunOptions(allow_private=True, **given)  # type: ignore[arg-type]
    units = [UNITS[name] for name in ("site_ownership", *names)]
    return asyncio.run(run(units, parse_target(url), options=options))


def probed(url: str, *names: str, **changes: object) -> list[Observation]:
    """The same, without the ownership that must have been found."""
    seen = looked(url, *names, **changes)
    others = [one for one in seen if one.source != "site_ownership"]
    assert [type(one.fact) for one in seen if one not in others] == [Ownership]
    return others


def filtered(seen: list[Observation]) -> dict[str, FilterProbe]:
    """By class of attack."""
    return {one.fact.attack: one.fact for one in seen if isinstance(one.fact, FilterProbe)}


def states(seen: list[Observation]) -> Mapping[str, str]:
    """What the controls say, by class of attack."""
    now = max(one.taken_at_ms for one in seen) + 1
    return {attack: judge(CONTROLS[stone], seen, now_ms=now).state.value for attack, stone in STONES.items()}


def here(port: int) -> str:
    return f"http://127.0.0.1:{port}"


# The filter


def test_without_a_filter_everything_gets_through(site: Site) -> None:
    seen = probed(site.url, "probe_filter", "probe_edge", "wordpress_xmlrpc")
    found = filtered(seen)
    assert set(found) == set(CLASSES)
    assert {(f.sent, f.blocked, f.twins_sent, f.twins_blocked) for f in found.values()} == {(2, 0, 2, 0)}
    assert set(states(seen).values()) == {"not_met"}
    assert {one.vantage for one in seen} == {Vantage.LAB}


@pytest.mark.parametrize("seed", [b"first", b"second"])
def test_a_firewall_in_front_stops_all_and_twins_pass(site: Site, seed: bytes) -> None:
    with firewall(site.port, EVERYBODY) as (wall, port):
        seen = probed(here(port), "probe_filter", "probe_edge", seed=seed)
    found = filtered(seen)
    assert {(f.attack, f.sent, f.blocked, f.twins_sent, f.twins_blocked) for f in found.values()} == {
        (attack, 2, 2, 2, 0) for attack in CLASSES
    }
    assert set(states(seen).values()) == {"met"}
    assert len(wall.attacks) == 14


def test_a_filter_inside_wordpress_stops_all_too(site: Site) -> None:
    site.remove("no_filter")
    seen = probed(site.url, "probe_filter", "probe_edge")
    assert {(f.blocked, f.twins_blocked) for f in filtered(seen).values()} == {(2, 0)}
    assert set(states(seen).values()) == {"met"}


@pytest.mark.parametrize("known", [("sql_injection", "xmlrpc")])
def test_a_filter_for_some_is_met_for_those_alone(site: Site, known: tuple[str, ...]) -> None:
    with firewall(site.port, by_rules(*known)) as (_, port):
        seen = probed(here(port), "probe_filter", "probe_edge")
    assert states(seen) == {attack: "met" if attack in known else "not_met" for attack in STONES}


def test_a_filter_for_addresses_but_not_for_forms_is_partial(site: Site) -> None:
    with firewall(site.port, lambda asked: asked.method == "GET" and asked.is_attack) as (_, port):
        seen = probed(here(port), "probe_filter", "probe_edge")
    assert {a: states(seen)[a] for a in ("sql_injection", "script_injection")} == {
        "sql_injection": "partial",
        "script_injection": "partial",
    }


def test_a_filter_that_stops_everybody_is_an_error(site: Site) -> None:
    with firewall(site.port, lambda _: True) as (_, port):
        seen = probed(here(port), "probe_filter", "probe_edge")
    assert [(one.fact.code, one.fact.is_error) for one in seen if isinstance(one.fact, NotSeen)] == [
        ("twin_blocked", True),
        ("twin_blocked", True),
    ]
    assert set(states(seen).values()) == {"error"}


def test_a_filter_that_knows_only_our_name_stays_not_met(site: Site) -> None:
    with firewall(site.port, lambda asked: "Rempart" in asked.agent) as (_, port):
        seen = probed(here(port), "probe_filter", "probe_edge")
    assert {(f.blocked, f.blocks_identification_only) for f in filtered(seen).values()} == {(0, True)}
    assert set(states(seen).values()) == {"not_met"}


def test_a_filter_that_knows_our_name_everywhere_cannot_hide_the_token(site: Site) -> None:
    with firewall(site.port, lambda asked: "Rempart" in asked.agent) as (wall, port):
        wall.spares = "/nothing"
        assert isinstance(looked(here(port))[0].fact, Ownership)


@pytest.mark.parametrize("seed", [b"first", b"second"])
def test_a_ban_in_the_middle_never_makes_anything_worse_or_better(site: Site, seed: bytes) -> None:
    """Only sql injection is known to it; after two of those nobody gets in. No other class may come out as stopped."""
    with firewall(site.port, by_rules("sql_injection"), bans_after=2) as (wall, port):
        seen = probed(here(port), "probe_filter", "probe_edge", "probe_burst", "probe_login", seed=seed)
    assert {f.blocked for f in filtered(seen).values() if f.attack != "sql_injection"} <= {0}
    assert all(f.twins_blocked == 0 for f in filtered(seen).values())
    assert {one.fact.code for one in seen if isinstance(one.fact, NotSeen)} <= {"twin_blocked", "cannot_tell"}
    assert "met" not in {state for attack, state in states(seen).items() if attack != "sql_injection"}
    assert sum(asked.is_sign_in for asked in wall.record) == 0  # the form is not there any more


# XML-RPC


@pytest.mark.parametrize(
    ("code", "blocked", "ways"),
    [
        ("", 0, ()),
        ("if (defined('XMLRPC_REQUEST')) { status_header(405); exit; }", 2, ("status",)),
        (
            "add_filter('wp_xmlrpc_server_class', function () { eval('class Q extends wp_xmlrpc_server {"
            ' function multiCall($c) { return new IXR_Error(403, "one call at a time"); } }\'); return "Q"; });',
            2,
            ("page",),
        ),
        ("add_filter('xmlrpc_enabled', '__return_false');", 0, ()),
    ],
    ids=["open", "shut", "multicall_off", "only_passwords_off"],
)
def test_many_calls_in_one_are_read_right(
    site: Site, monkeypatch: pytest.MonkeyPatch, code: str, blocked: int, ways: tuple[str, ...]
) -> None:
    """Only that class is sent here: the others say nothing of it."""
    monkeypatch.setattr(probe_filter, "plan", lambda seed: [probe for probe in plan(seed) if probe.attack == "xmlrpc"])
    site.must_use("scene", code or None)
    fact = filtered(probed(site.url, "probe_filter"))["xmlrpc"]
    assert (fact.sent, fact.blocked, fact.twins_blocked, fact.ways) == (2, blocked, 0, ways)


# Sign-in

BAN = """
$path = getenv('SITE_FOLDER') . '/failures-' . md5($_SERVER['REMOTE_ADDR'] ?? '');
add_action('wp_login_failed', function () use ($path) { file_put_contents($path, time() . "\\n", FILE_APPEND); });
if (count((array) @file($path)) >= 4) { status_header(403); exit('403'); }
"""
CHALLENGE = """
add_filter('authenticate', function ($user, $name) {
    if ($name === '') { return $user; }
    $path = getenv('SITE_FOLDER') . '/failures-scene';
    file_put_contents($path, '.', FILE_APPEND);
    if (filesize($path) > 3) { status_header(403); exit('<p>Solve this captcha first</p>'); }
    return $user;
}, 99, 2);
"""


FORM = """
add_action('login_form', function () {
    $path = getenv('SITE_FOLDER') . '/failures-scene';
    if (@filesize($path) > 2) { echo '<input type="hidden" name="acme_pow" value="' . md5(microtime()) . '">'; }
});
add_filter('authenticate', function ($user, $name) {
    if ($name === '') { return $user; }
    $path = getenv('SITE_FOLDER') . '/failures-scene';
    $many = @filesize($path) > 2;
    file_put_contents($path, '.', FILE_APPEND);
    clearstatcache();
    return $many && ASKS ? new WP_Error('acme', 'Acme Shield: not answered.') : $user;
}, 99, 2);
"""


def limit_of(seen: list[Observation]) -> LoginLimitProbe:
    (fact,) = [one.fact for one in seen if isinstance(one.fact, LoginLimitProbe)]
    return fact


def says(control: str, seen: list[Observation]) -> str:
    return judge(CONTROLS[control], seen, now_ms=seen[-1].taken_at_ms + 1).state.value


def test_sign_in_without_a_limit_is_tried_ten_times(site: Site) -> None:
    with firewall(site.port) as (wall, port):
        seen = probed(here(port), "wordpress_doors", "probe_login")
    assert limit_of(seen) == LoginLimitProbe(tried=10, limited_after=None, sign=None, own_address_banned=False)
    assert sum(asked.is_sign_in for asked in wall.record) == 10
    assert (says("login_attempts_limited", seen), says("login_challenge", seen)) == ("not_met", "not_met")


def test_sign_in_with_a_limit(site: Site) -> None:
    site.remove("login_unlimited")
    seen = probed(site.url, "probe_login")
    assert limit_of(seen) == LoginLimitProbe(tried=4, limited_after=3, sign="status", own_address_banned=False)
    assert says("login_attempts_limited", seen) == "met"


def test_being_banned_is_met_and_breaks_no_other_look(site: Site) -> None:
    site.must_use("scene", BAN)
    others = ("wordpress_core", "wordpress_doors", "http_front", "probe_edge", "probe_burst")
    seen = probed(site.url, *others, "probe_login")
    assert limit_of(seen) == LoginLimitProbe(tried=5, limited_after=4, sign="status", own_address_banned=True)
    assert says("login_attempts_limited", seen) == "met"
    assert not [one.fact for one in seen if isinstance(one.fact, NotSeen)]  # it came last
    # a second run while the ban lasts sees nothing, and says so
    passive = ("wordpress_doors", "wordpress_xmlrpc", "http_headers", "http_disclosure", "security_txt")
    again = probed(site.url, *passive, "probe_filter", "probe_edge", "probe_login")
    assert {type(one.fact) for one in again} == {NotSeen}
    assert says("login_attempts_limited", [*seen, *again]) == "met"


def test_a_challenge_that_comes_when_pressed(site: Site) -> None:
    site.must_use("scene", CHALLENGE)
    seen = probed(site.url, "wordpress_doors", "probe_login")
    assert limit_of(seen).sign == "challenge"
    assert (says("login_attempts_limited", seen), says("login_challenge", seen)) == ("met", "met")


@pytest.mark.parametrize(("asks", "sign"), [("true", "challenge"), ("false", None)])
def test_a_challenge_in_the_form_is_known_by_what_it_does_whoever_made_it(
    site: Site, asks: str, sign: str | None
) -> None:
    """A field that only stands there, and is never missed, asks for nothing."""
    site.must_use("scene", FORM.replace("ASKS", asks))
    seen = probed(site.url, "wordpress_doors", "probe_login")
    assert limit_of(seen).sign == sign
    assert says("login_challenge", seen) == ("met" if sign else "not_met")


def test_a_challenge_that_stands_in_the_form(site: Site) -> None:
    site.remove("login_no_challenge")
    seen = probed(site.url, "wordpress_doors", "probe_login")
    assert limit_of(seen).limited_after is None
    assert says("login_challenge", seen) != "not_met"


# Burst and edge


def test_a_burst(site: Site) -> None:
    assert probed(site.url, "probe_burst")[0].fact == BurstProbe(sent=10, limited=0, sign=None)
    seen: list[int] = []

    def hurried(asked: object) -> bool:
        seen.append(1)
        return len(seen) > 6

    with firewall(site.port, hurried) as (_, port):
        fact = probed(here(port), "probe_burst")[0].fact
    assert isinstance(fact, BurstProbe)
    assert (fact.limited, fact.sign) == (5, "status")  # the very first visit was for the front page


def edge_of(wall: Firewall) -> Answer:
    """Marks its answers, and answers for itself where edges do."""

    def answer(request) -> Reply:  # type: ignore[no-untyped-def]
        if request.path == "/cdn-cgi/trace":
            return 200, [], b"fl=1\ncolo=CDG\n"
        status, headers, body = wall(request)
        return status, [*headers, ("CF-Ray", "1-CDG")], body

    return answer


@pytest.mark.parametrize("is_open", [True, False])
def test_a_firewall_that_can_be_walked_around_stops_nobody(site: Site, is_open: bool) -> None:
    wall = Firewall(site.port, EVERYBODY)
    shut: Answer = lambda _: (403, [], b"403")  # noqa: E731
    with ExitStack() as stack:
        port = stack.enter_context(served(edge_of(wall)))
        stack.enter_context(served(passing_on(site.port) if is_open else shut, host="127.0.0.2", port=port))
        seen = probed(here(port), "probe_filter", "probe_edge", origins=("127.0.0.2",))
    (fact,) = [one.fact for one in seen if isinstance(one.fact, EdgeProbe)]
    assert (fact.edge, fact.origins_tried, fact.origins_open) == ("cloudflare", 1, int(is_open))
    assert {f.blocked for f in filtered(seen).values()} == {2}
    assert set(states(seen).values()) == ({"not_met", "contradicted"} if is_open else {"met"})
    assert states(seen)["xmlrpc"] == ("contradicted" if is_open else "met")  # its filter and the way around it differ
    assert says("flood_absorbed", seen) == ("not_met" if is_open else "met")


# Whose site, and may we


def test_without_ownership_no_probe_arrives(site: Site) -> None:
    everything = [name for name, unit in UNITS.items() if unit.active]
    for text in (None, "", "another-site-2345\n", f"{TOKEN}x\n", f"<p>{TOKEN}</p>\n"):
        site.delete(FILE)
        if text is not None:
            site.write(FILE, text)
        with firewall(site.port) as (wall, port):
            seen = looked(here(port), *everything)
        assert {(one.fact.code, one.fact.is_error) for one in seen} == {("not_owned", False)}  # type: ignore[attr-defined]
        assert [asked.path for asked in wall.record] == ["/", f"/{FILE}"]
        assert all("Rempart" in asked.agent for asked in wall.record)


@pytest.mark.parametrize("line", ["{}", "rempart-site={}", "# ours\n  {}  \r\n"])
def test_ownership_by_file(site: Site, line: str) -> None:
    site.write(FILE, line.format(TOKEN))
    assert looked(site.url)[0].fact.way == "well_known"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("record", "is_owned"),
    [
        (TOKEN, True),
        (f"rempart-site={TOKEN}", True),
        ("rempart-site=another", False),
        (f"x{TOKEN}", False),
        ("", False),
    ],
)
def test_ownership_by_name(site: Site, record: str, is_owned: bool) -> None:
    site.delete(FILE)

    def zone(name: str, kind: str, _: int) -> list[str] | None:
        if kind == "A":
            return ["60 A 127.0.0.1"]
        return [f'60 TXT "{record}"', '60 TXT "v=spf1 -all"'] if kind == "TXT" and name == "quarry.example" else []

    with name_server(zone) as server, firewall(site.port) as (wall, port):
        seen = looked(f"http://quarry.example:{port}", "probe_burst", resolver=server)
    assert isinstance(seen[0].fact, Ownership) is is_owned
    assert len(wall.record) == (12 if is_owned else 2)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"active": False}, "not_owned"),
        ({"consent": None}, "no_consent"),
        ({"consent": (0, 1)}, "outside_window"),
        ({"consent": (2**61, 2**62)}, "outside_window"),
        ({"rest_until_ms": 2**62}, "outside_window"),
    ],
    ids=["not_asked", "no_consent", "expired", "not_yet", "resting"],
)
def test_without_consent_no_probe_arrives(site: Site, changes: dict[str, object], code: str) -> None:
    everything = [name for name, unit in UNITS.items() if unit.active]
    with firewall(site.port) as (wall, port):
        seen = looked(here(port), *everything, **changes)
    assert {one.fact.code for one in seen[1:]} == {code}  # type: ignore[attr-defined]
    assert {asked.path for asked in wall.record} == {"/", f"/{FILE}"}


def test_the_window_ends_while_probes_run(site: Site) -> None:
    until = time.time_ns() // 1_000_000 + 5_000
    with firewall(site.port) as (wall, port):
        probed(here(port), "probe_filter", "probe_burst", consent=(0, until), limits=Limits(per_second=5))
    assert 3 < len(wall.record) < 40  # of more than sixty


# Never off the host, never more than promised


def test_probes_stay_on_the_host_whatever_the_site_says(site: Site) -> None:
    visited: list[str] = []

    def elsewhere(request) -> Reply:  # type: ignore[no-untyped-def]
        visited.append(request.path)
        return 200, [], TOKEN.encode()

    with served(elsewhere, host="127.0.0.2") as other, firewall(site.port) as (wall, _):

        def luring(request) -> Reply:  # type: ignore[no-untyped-def]
            if request.path.startswith("/.well-known") or request.path == "/":
                return wall(request)
            return 302, [("Location", f"http://127.0.0.2:{other}{request.path}")], b""

        with served(luring) as public:
            looked(here(public), *(name for name, unit in UNITS.items() if unit.active))
    assert visited == []


def test_a_token_elsewhere_proves_nothing_here(site: Site) -> None:
    """The address sends us to another host of its domain; the token stands only at the first."""
    zone = lambda _name, kind, _count: ["60 A 127.0.0.1"] if kind == "A" else []  # noqa: E731
    site.delete(FILE)
    with name_server(zone) as server, firewall(site.port) as (wall, _):

        def moved(request) -> Reply:  # type: ignore[no-untyped-def]
            if request.headers["Host"].startswith("shop."):
                return wall(request)
            if request.path == f"/{FILE}":
                return 200, [], TOKEN.encode()
            return 301, [("Location", f"http://shop.quarry.example:{public}{request.path}")], b""

        with served(moved) as public:
            seen = looked(f"http://quarry.example:{public}", "probe_burst", resolver=server)
            assert isinstance(seen[0].fact, NotSeen)
            assert len(wall.record) == 2  # the front page, and the token's place
            site.write(FILE, TOKEN)
            seen = looked(f"http://quarry.example:{public}", "wordpress_xmlrpc", "probe_filter", resolver=server)
    assert not [one.fact for one in seen if isinstance(one.fact, NotSeen)]
    assert {(f.sent, f.blocked) for f in filtered(seen).values()} == {(2, 0)}  # a redirect is not a filter


def test_the_caps_hold_and_the_pace_too(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    moments: list[float] = []
    monkeypatch.setattr(visit, "Pace", lambda *given: noted(Pace(*given), moments))
    everything = [name for name, unit in UNITS.items() if unit.active]
    with firewall(site.port) as (wall, port):
        seen = looked(here(port), *everything, limits=Limits())
    assert not [one.fact for one in seen if isinstance(one.fact, NotSeen)]
    probes = [asked for asked in wall.record if asked.path != f"/{FILE}"]
    assert len(probes) <= 60 + 1  # one look at the front page is no probe
    assert len(wall.record) <= len(moments)  # nothing passed by the pace
    assert is_kept(moments, 5)


def test_a_cap_that_is_spent_ends_the_probes(site: Site) -> None:
    with firewall(site.port) as (wall, port):
        seen = probed(here(port), "probe_filter", "probe_burst", limits=Limits(per_second=1_000, active_requests=20))
    assert len(wall.record) == 22  # and the front page, and the token
    assert [one.fact.code for one in seen if isinstance(one.fact, NotSeen)] == ["budget_spent"]  # type: ignore[attr-defined]
