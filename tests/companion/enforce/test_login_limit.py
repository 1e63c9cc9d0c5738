"""Guessing is slowed by account and by address, whatever door it comes through, and nobody is shut out for good."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from rempart.facts.probe import LoginLimitProbe
from rempart.maturity.controls import login_attempts_limited
from rempart.terms.state import State
from tests.companion.enforce.visitor import basic, packed
from tests.companion.enforce.ward import ENFORCE, Ward, totp
from tests.scanner.collectors.test_probes_wordpress import FILE, TOKEN, probed

pytestmark = pytest.mark.slow
ME = "/?rest_route=/wp/v2/users/me"
WRONG = "wrong-and-wrong"


def from_address(ward: Ward, address: str) -> None:
    """Let the site believe that connections come from there (the fixture has one address only)."""
    ward.site.must_use("scene", f"$_SERVER['REMOTE_ADDR'] = '{address}';")


def test_a_plain_site_never_stops_and_the_switch_does(ward: Ward) -> None:
    visitor = ward.visitor()
    assert {visitor.sign_in(ward.person, WRONG).status for _ in range(8)} == {200}
    ward.policy(login_limit=True)
    answers = [visitor.sign_in(ward.person, WRONG) for _ in range(7)]
    assert [one.status for one in answers] == [200] * 5 + [429] * 2
    assert int(answers[-1].headers["retry-after"]) <= 60
    assert visitor.sign_in(ward.person, ward.password).status == 429
    assert not visitor.is_in
    ward.age(61)
    assert visitor.sign_in(ward.person, ward.password).status == 302
    assert visitor.is_in


def test_pauses_grow_and_end(ward: Ward) -> None:
    ward.policy(login_limit=True)
    visitor, waits = ward.visitor(), []
    for _ in range(4):
        visitor.sign_in(ward.person, WRONG)
    for _ in range(7):
        assert visitor.sign_in(ward.person, WRONG).status == 200  # judged, and wrong: the pause begins
        waits.append(int(visitor.sign_in(ward.person, ward.password).headers["retry-after"]))
        ward.age(waits[-1] + 1)
    assert [round(one / 60) for one in waits] == [1, 2, 4, 8, 15, 15, 15]
    assert visitor.sign_in(ward.person, ward.password).status == 302
    ward.visitor().sign_in(ward.person, WRONG)
    assert ward.visitor().sign_in(ward.person, ward.password).status == 302  # a right one forgets the wrong ones


def test_a_hundred_at_the_same_moment_do_not_slip_through(ward: Ward) -> None:
    ward.policy(login_limit=True)
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: ward.visitor().sign_in(ward.person, WRONG).status, range(40)))
    assert statuses.count(200) <= 5
    assert statuses.count(429) >= 35


def test_all_doors_count_together(ward: Ward) -> None:
    application = ward.application_password("Phone")
    ward.policy(login_limit=True)
    visitor = ward.visitor()
    visitor.sign_in(ward.person, WRONG)
    visitor.sign_in(f"{ward.person}@quarry.example", WRONG)  # the same account by its address
    visitor.xmlrpc("wp.getUsersBlogs", ward.person, WRONG)
    visitor.ask(ME, Authorization=basic(ward.person, WRONG))
    visitor.xmlrpc("wp.getUsersBlogs", ward.person.upper(), WRONG)
    assert visitor.sign_in(ward.person, ward.password).status == 429
    assert visitor.xmlrpc("wp.getUsersBlogs", ward.person, ward.password).status == 429
    assert visitor.xmlrpc("wp.getUsersBlogs", ward.person, application).status == 429
    assert visitor.ask(ME, Authorization=basic(ward.person, application)).status == 429
    ward.age(61)
    assert visitor.ask(ME, Authorization=basic(ward.person, application)).status == 200


def test_many_good_requests_of_an_app_at_once_are_ordinary(ward: Ward) -> None:
    application = ward.application_password("Phone")
    ward.policy(login_limit=True)
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: ward.visitor().ask(ME, Authorization=basic(ward.person, application)).status, range(30))
        )
    assert set(answers) == {200}


def test_calls_packed_into_one_count_each(ward: Ward) -> None:
    ward.policy(login_limit={"free": 5, "free_address": 20})
    body = packed(*(("wp.getUsersBlogs", (f"made.up.{number}", WRONG)) for number in range(30)))
    ward.visitor().ask("/xmlrpc.php", "POST", body, Content_Type="text/xml")
    assert ward.visitor().sign_in(ward.person, ward.password).status == 429


def test_an_address_that_tries_many_names_waits_and_another_does_not(ward: Ward) -> None:
    ward.policy(login_limit=True)
    visitor = ward.visitor()
    statuses = [visitor.sign_in(f"made.up.{number}", WRONG).status for number in range(22)]
    assert statuses == [200] * 20 + [429] * 2
    assert visitor.sign_in(ward.person, ward.password).status == 429
    try:
        from_address(ward, "203.0.113.7")
        assert visitor.sign_in(ward.person, ward.password).status == 302
    finally:
        ward.site.must_use("scene", None)


def test_a_customer_of_ipv6_is_counted_by_network(ward: Ward) -> None:
    code = (
        f"$named = ['proxy_header' => 'X-Forwarded-For', 'proxies' => ['10.0.0.0/8', '2001:db8:ffff::/48']]; $out = [];"
        "foreach (json_decode(file_get_contents('php://stdin') ?: '[]') ?: CASES as $one) {"
        "$_SERVER['REMOTE_ADDR'] = $one[0]; $_SERVER['HTTP_X_FORWARDED_FOR'] = $one[1];"
        f"$out[] = {ENFORCE}Address::network({ENFORCE}Address::client($one[2] ? $named : [])); }} echo json_encode($out);"
    )
    cases = [
        ["2001:db8:1:2:3:4:5:6", "", False, "2001:db8:1:2::/64"],
        ["2001:db8:1:2:ffff::1", "", False, "2001:db8:1:2::/64"],
        ["::ffff:192.0.2.1", "", False, "192.0.2.1"],
        ["192.0.2.1", "198.51.100.1", False, "192.0.2.1"],  # nothing is named: a header is worth nothing
        ["192.0.2.1", "198.51.100.1", True, "192.0.2.1"],  # not from a named proxy
        ["10.1.2.3", "198.51.100.1", True, "198.51.100.1"],
        ["10.1.2.3", "1.2.3.4, 198.51.100.1", True, "198.51.100.1"],  # the left one was written by the stranger
        ["10.1.2.3", "1.2.3.4, 198.51.100.1, 10.9.9.9", True, "198.51.100.1"],
        ["10.1.2.3", "junk", True, "10.1.2.3"],
        ["10.1.2.3", "198.51.100.1, junk", True, "10.1.2.3"],
        ["10.1.2.3", "", True, "10.1.2.3"],
        ["10.1.2.3", "1.2.3.4," * 400, True, "10.1.2.3"],
        ["2001:db8:ffff::1", "2001:db8:5:6:7::8", True, "2001:db8:5:6::/64"],
        ["11.1.2.3", "198.51.100.1", True, "11.1.2.3"],
        ["not an address", "", False, ""],
    ]
    text = json.dumps(cases).replace("'", "\\'")
    said = json.loads(
        ward.site.php(
            code.replace("json_decode(file_get_contents('php://stdin') ?: '[]') ?: CASES", f"json_decode('{text}')")
        )
    )
    assert said == [one[3] for one in cases]


def test_the_owner_gets_in_while_others_guess_with_password_and_code_together(ward: Ward) -> None:
    ward.policy(login_limit=True, second_factor={"roles": ["administrator"]})
    secret = ward.give_totp()
    try:
        from_address(ward, "203.0.113.7")
        guesser = ward.visitor()
        for _ in range(6):
            guesser.sign_in(ward.person, WRONG)
        from_address(ward, "198.51.100.20")
        owner = ward.visitor()
        refused = owner.sign_in(ward.person, ward.password)
        assert refused.status == 429
        assert 'name="rempart_code"' in refused.text
        assert owner.sign_in(ward.person, WRONG, rempart_code=totp(secret)).status != 302
        assert owner.sign_in(ward.person, ward.password, rempart_code="000000").status != 302
        assert not owner.is_in
        assert owner.sign_in(ward.person, ward.password, rempart_code=totp(secret)).status == 302
        assert owner.is_in
        stranger = ward.visitor()
        ward.site.php(f"{ENFORCE}Attempts::free(0);")
        made_up = [stranger.sign_in("made.up", WRONG) for _ in range(6)][-1]
        assert 'name="rempart_code"' in made_up.text  # nobody learns who has a second factor
    finally:
        ward.site.must_use("scene", None)


def test_rempart_and_an_administrator_with_a_second_factor_free(ward: Ward) -> None:
    ward.policy(login_limit=True, second_factor={"roles": ["administrator"]})
    secret = ward.give_totp()
    admin = ward.visitor()
    admin.second(admin.sign_in(ward.person, ward.password), rempart_code=totp(secret))
    ward.account("slate", "editor")
    other = ward.visitor()
    for _ in range(6):
        other.sign_in("slate", WRONG)
    assert other.sign_in("slate", "slate-and-flint-9").status == 429
    page = admin.ask("/wp-admin/tools.php?page=rempart-protection").text
    nonce = page.split('id="rempart-free"')[1].split('name="_wpnonce" value="')[1].split('"')[0]
    admin.post("/wp-admin/tools.php?page=rempart-protection", {"rempart_do": "free", "_wpnonce": nonce})
    assert other.sign_in("slate", "slate-and-flint-9").status == 302
    for _ in range(6):
        ward.visitor().sign_in("slate", WRONG)
    ward.site.php(f"{ENFORCE}Attempts::free(0);")
    assert ward.visitor().sign_in("slate", "slate-and-flint-9").status == 302


def test_the_table_is_capped_and_keeps_those_who_wait(ward: Ward) -> None:
    count = ward.site.php(
        f"{ENFORCE}Attempts::charge('waits', 1); global $wpdb; $t = {ENFORCE}Attempts::table(); $rows = [];"
        "for ($i = 0; $i < 5200; $i++) { $rows[] = \"('\" . hash('sha256', (string) $i) . \"', 1, \" . (time() - 5 + $i % 5) . ', 0)'; }"
        "foreach (array_chunk($rows, 400) as $some) { $wpdb->query(\"INSERT INTO $t (who, failures, seen, until) VALUES \" . implode(',', $some)); }"
        f'for ($i = 0; $i < 400; $i++) {{ {ENFORCE}Attempts::charge("made up $i", 5); }}'
        f"echo json_encode([(int) $wpdb->get_var(\"SELECT COUNT(*) FROM $t\"), {ENFORCE}Attempts::wait('waits') > 0]);"
    )
    rows, still_waits = json.loads(count)
    assert rows <= 5_300
    assert still_waits


def test_the_record_says_that_a_pause_began_and_the_table_holds_no_name(ward: Ward) -> None:
    ward.policy(login_limit=True)
    for _ in range(7):
        ward.visitor().sign_in(ward.person, WRONG)
    events = json.loads(ward.site.php("echo json_encode(Rempart\\Companion\\EventLog::after(0, 50, true)[0]);"))
    paused = [one for one in events if one["kind"] == "signin.paused"]
    assert [(one["subject"], one["body"], one["personal"]) for one in paused] == [
        ("1", {"by": "account"}, {"address": "127.0.0.1"})
    ]
    kept = ward.site.php(
        f"global $wpdb; echo json_encode($wpdb->get_results('SELECT * FROM ' . {ENFORCE}Attempts::table()));"
    )
    assert "127.0.0.1" not in kept
    assert ward.person not in kept


def test_from_outside_the_stone_turns_from_not_met_to_met(ward: Ward) -> None:
    ward.site.write(FILE, f"{TOKEN}\n")
    try:
        (before,) = probed(ward.site.url, "probe_login")
        ward.policy(login_limit=True)
        (after,) = probed(ward.site.url, "probe_login")
    finally:
        ward.site.delete(FILE)
    assert isinstance(before.fact, LoginLimitProbe)
    assert isinstance(after.fact, LoginLimitProbe)
    assert login_attempts_limited.judge_limit(before.fact).state is State.NOT_MET
    assert login_attempts_limited.judge_limit(after.fact).state is State.MET
    assert after.fact.limited_after == 5
    assert not after.fact.own_address_banned


def test_a_waiting_account_tells_nobody_that_the_password_was_right(ward: Ward) -> None:
    ward.policy(login_limit=True, second_factor={"roles": ["administrator"]})
    ward.give_totp()
    for _ in range(6):
        ward.visitor().sign_in(ward.person, WRONG)

    def said(password: str) -> tuple[int, str]:
        answer = ward.visitor().sign_in(ward.person, password, rempart_code="000000")
        return answer.status, answer.text.split('id="login_error"')[1].split("</div>")[0]

    assert said(ward.password) == said(WRONG)


def test_a_table_that_somebody_tidied_away_shuts_nobody_out(ward: Ward) -> None:
    ward.policy(login_limit=True)
    ward.visitor().sign_in(ward.person, WRONG)
    ward.site.php(f"global $wpdb; $wpdb->query('DROP TABLE ' . {ENFORCE}Attempts::table());")
    assert ward.visitor().sign_in(ward.person, ward.password).status == 302
    assert [ward.visitor().sign_in(ward.person, WRONG).status for _ in range(6)] == [200] * 5 + [429]
