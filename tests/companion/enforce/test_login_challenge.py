"""After wrong tries more is asked at wp-login: it is answered once, for one name, in time, and nobody is shut out for good."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from rempart.facts.probe import LoginLimitProbe
from rempart.maturity.core.sign_in_rule import judge_pressed
from rempart.terms.state import State
from tests.companion.enforce.solver import ASK, Asked, ask, asked, made, on_page, solve
from tests.companion.enforce.test_login_limit import ME, WRONG, from_address
from tests.companion.enforce.visitor import Said, basic
from tests.companion.enforce.ward import ENFORCE, Ward, totp
from tests.scanner.collectors.test_probes_wordpress import FILE, TOKEN, probed

pytestmark = pytest.mark.slow
MOST = 16


def pressed(ward: Ward, times: int = 3) -> Said:
    """Switched on, and so many wrong tries; the last answer."""
    ward.policy(login_challenge=True)
    return [ward.visitor().sign_in(ward.person, WRONG) for _ in range(times)][-1]


def enters(ward: Ward, given: dict[str, str], name: str = "") -> bool:
    """The right password with these fields."""
    visitor = ward.visitor()
    visitor.sign_in(name or ward.person, ward.password, **given)
    return visitor.is_in


def error(said: Said) -> str:
    """What the page says went wrong."""
    found = re.search(r'id="login_error"[^>]*>(.*?)</div>', said.text, re.S)
    return "" if found is None else re.sub(r"<[^>]+>", " ", found[1]).strip()


def test_after_three_wrong_tries_the_form_asks_and_a_right_answer_opens(ward: Ward) -> None:
    ward.policy(login_challenge=True)
    assert 'name="rempart_challenge"' not in ward.visitor().sign_in(ward.person, WRONG).text
    assert ask(ward.visitor(), ward.person) is None
    last = pressed(ward, 2)
    assert not enters(ward, {})
    assert enters(ward, on_page(last).solved(ward.person))
    assert enters(ward, {})  # a right one forgets the wrong ones


def test_the_page_asks_without_anything_inline_or_from_elsewhere(ward: Ward) -> None:
    page = pressed(ward).text
    own = [one for one in re.findall(r"<script[^>]*>", page) if "rempart" in one]
    assert len(own) == 1
    assert f"{ward.site.url}/wp-content/plugins/rempart-companion/assets/sign-in.js" in own[0]
    form = page.split('id="rempart-sign-in"')[1].split("</form>")[0]
    assert "<script" not in form
    assert "style=" not in form.split('class="forgetmenot"')[0]
    assert re.search(r"<noscript><div[^>]*><p>[^<]*\b\d+ seconds\b", form)
    assert f'value="{ward.person}"' in ward.visitor().sign_in(ward.person, ward.password).text  # the name stays typed


def test_an_answer_counts_once_also_for_many_at_the_same_moment(ward: Ward) -> None:
    given = on_page(pressed(ward)).solved(ward.person)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ward.visitor().sign_in(ward.person, WRONG, **given), range(12)))
    judged = [one for one in answers if "little more is asked" not in error(one)]
    assert len(judged) == 1
    assert not enters(ward, given)


def test_an_answer_for_another_name_opens_nothing(ward: Ward) -> None:
    pressed(ward)
    ward.account("slate", "editor")
    for _ in range(3):
        ward.visitor().sign_in("slate", WRONG)
    other = asked(ward.visitor(), "slate")
    assert not enters(ward, other.solved("slate"))
    assert not enters(ward, other.solved(ward.person))
    assert not enters(ward, asked(ward.visitor(), ward.person).solved(ward.person.upper()))


@pytest.mark.parametrize(("age", "opens"), [(0, True), (590, True), (601, False), (-30, False), (-86_400, False)])
def test_an_answer_holds_ten_minutes_and_none_is_of_a_time_to_come(ward: Ward, age: int, opens: bool) -> None:
    pressed(ward)
    assert enters(ward, made(ward, ward.person, age=age).solved(ward.person)) is opens


def test_a_token_that_somebody_made_up_or_changed_opens_nothing(ward: Ward) -> None:
    pressed(ward)
    good = asked(ward.visitor(), ward.person)
    when, bits, wait, random, seal = good.token.split(".")
    for changed in (
        ".".join((when, "01", wait, random, seal)),
        ".".join((when, bits, "00", random, seal)),
        ".".join((str(int(when) + 1), bits, wait, random, seal)),
        ".".join((when, bits, wait, "0" * 32, seal)),
        ".".join((when, bits, wait, random, "0" * 64)),
        good.token + "\n",
        "",
        "x",
    ):
        assert not enters(ward, Asked(changed, 1).solved(ward.person)), changed
    for proof in ("", "1", solve(good.token, ward.person, 8), "0." * 15 + "0", "9" * 190, ".".join(["1"] * 17)):
        assert not enters(ward, {"rempart_challenge": good.token, "rempart_proof": proof}), proof
    assert enters(ward, good.solved(ward.person))


def test_it_grows_with_wrong_tries_to_an_end_and_what_was_fetched_before_is_too_easy_then(ward: Ward) -> None:
    pressed(ward)
    stored = asked(ward.visitor(), ward.person)
    seen = [stored.bits]
    for _ in range(10):
        given = asked(ward.visitor(), ward.person)
        ward.visitor().sign_in(ward.person, WRONG, **given.solved(ward.person))
        seen.append(asked(ward.visitor(), ward.person).bits)
        if len(seen) == 3:
            assert seen[-1] == stored.bits + 1  # one step is forgiven: others guess while somebody types
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (12, MOST)
    assert not enters(ward, stored.solved(ward.person))
    ward.site.php(
        f"{ENFORCE}Attempts::countBelow('asks:user:1', PHP_INT_MAX); global $wpdb; $wpdb->query('UPDATE ' . {ENFORCE}Attempts::table() . ' SET failures = 100000');"
    )
    last = asked(ward.visitor(), ward.person)
    assert last.bits == MOST  # an old phone can still do it
    assert enters(ward, last.solved(ward.person))


def test_addresses_count_together_for_an_account_and_a_header_hides_nobody(ward: Ward) -> None:
    ward.policy(login_challenge=True)
    try:
        for number in range(3):
            from_address(ward, f"203.0.113.{number}")
            ward.visitor().sign_in(ward.person, WRONG)
        from_address(ward, "198.51.100.7")
        assert not enters(ward, {})
        for number in range(7):
            ward.visitor().sign_in(f"made.up.{number}", WRONG, X_Forwarded_For=f"192.0.2.{number}")
        assert ask(ward.visitor(), "slate") is None
        for number in range(7, 12):
            ward.visitor().sign_in(
                f"made.up.{number}", WRONG, X_Forwarded_For=f"192.0.2.{number}", X_Real_IP="192.0.2.1"
            )
        assert ask(ward.visitor(), "slate") is not None  # whatever the header said, it was one address
        from_address(ward, "198.51.100.8")
        assert ask(ward.visitor(), "slate") is None
    finally:
        ward.site.must_use("scene", None)


def test_a_hundred_at_the_same_moment_do_not_slip_through(ward: Ward) -> None:
    ward.policy(login_challenge=True)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ward.visitor().sign_in(ward.person, WRONG), range(30)))
    assert sum("little more is asked" not in error(one) for one in answers) == 3


def test_without_a_script_a_wait_opens_and_too_early_goes_on_waiting(ward: Ward) -> None:
    pressed(ward)
    early = made(ward, ward.person, age=4)
    visitor = ward.visitor()
    said = visitor.sign_in(ward.person, ward.password, rempart_challenge=early.token, rempart_proof="")
    assert not visitor.is_in
    assert on_page(said).token == early.token  # the time that went by is not lost
    assert re.search(r"wait [56] seconds", error(said))
    assert len(set(re.findall(r"wait (\d+) seconds", said.text))) == 1
    for tries in range(3):  # page and reason name the same number, as it grows
        ward.visitor().sign_in(ward.person, WRONG, **asked(ward.visitor(), ward.person).solved(ward.person))
        seconds = re.findall(r"wait (\d+) seconds", ward.visitor().sign_in(ward.person, WRONG).text)
        assert seconds == [str(15 + 5 * tries)] * 2
    assert enters(ward, {"rempart_challenge": made(ward, ward.person, age=11).token})


def test_waiting_for_many_at_once_is_one_try_and_from_everywhere_a_few(ward: Ward) -> None:
    pressed(ward)
    stored = [made(ward, ward.person, age=60) for _ in range(16)]

    def tries(token: Asked) -> bool:
        said = ward.visitor().sign_in(ward.person, WRONG, rempart_challenge=token.token)
        return "little more is asked" not in error(said)

    try:
        from_address(ward, "203.0.113.1")
        assert [tries(one) for one in stored[:4]] == [True, False, False, False]
        for number, one in enumerate(stored[4:]):
            from_address(ward, f"203.0.113.{number + 10}")
            if not tries(one):
                break
        assert number == 9  # ten in all, then a pause for whoever waits
        assert enters(ward, asked(ward.visitor(), ward.person).solved(ward.person))  # the sum stays open meanwhile
    finally:
        ward.site.must_use("scene", None)


def test_doors_that_can_ask_nothing_take_no_password_and_say_why_and_apps_go_on(ward: Ward) -> None:
    application = ward.application_password("Phone")
    pressed(ward)
    visitor = ward.visitor()
    refused = visitor.xmlrpc("wp.getUsersBlogs", ward.person, ward.password)
    assert "<name>faultCode</name><value><int>403</int>" in re.sub(r"\s", "", refused.text)
    assert "wp-login.php only" in refused.text
    assert "isAdmin" in visitor.xmlrpc("wp.getUsersBlogs", ward.person, application).text
    assert visitor.ask(ME, Authorization=basic(ward.person, application)).status == 200
    assert ask(ward.visitor(), ward.person) is not None  # nothing of this counted as a right try of the form
    proof = on_page(ward.visitor().sign_in(ward.person, WRONG)).solved(ward.person)
    other = ward.site.php(
        f"$_POST = json_decode('{json.dumps({'log': ward.person} | proof)}', true);"
        f"$who = wp_authenticate('{ward.person}', '{ward.password}'); echo is_wp_error($who) ? $who->get_error_code() : 'in';"
    )
    assert other == "rempart_challenge"  # a form of another plug-in
    assert enters(ward, proof)


def test_wrong_tries_at_other_doors_count_for_the_form(ward: Ward) -> None:
    ward.policy(login_challenge=True)
    for _ in range(3):
        ward.visitor().xmlrpc("wp.getUsersBlogs", ward.person, WRONG)
    assert not enters(ward, {})


def test_with_the_limit_nobody_makes_the_owner_wait_without_doing_the_sums(ward: Ward) -> None:
    ward.policy(login_challenge=True, login_limit=True)
    answers = [ward.visitor().sign_in(ward.person, WRONG) for _ in range(12)]
    assert {one.status for one in answers} == {200}
    owner = asked(ward.visitor(), ward.person)
    assert enters(ward, owner.solved(ward.person))
    statuses = [
        ward.visitor().sign_in(ward.person, WRONG, **(one.solved(ward.person) if one else {})).status
        for one in (ask(ward.visitor(), ward.person) for _ in range(6))
    ]
    assert statuses == [200] * 5 + [429]  # and whoever does them is limited all the same


def test_the_second_step_comes_as_ever(ward: Ward) -> None:
    secret = ward.give_totp()
    ward.policy(login_challenge=True, second_factor={"roles": ["administrator"]})
    for _ in range(4):
        ward.visitor().sign_in(ward.person, WRONG)
    owner = ward.visitor()
    step = owner.sign_in(ward.person, ward.password, **asked(owner, ward.person).solved(ward.person))
    assert not owner.is_in
    owner.second(step, rempart_code=totp(secret))
    assert owner.is_in


def test_the_owner_lets_go_and_everybody_is_freed(ward: Ward) -> None:
    signed_in = ward.visitor()
    signed_in.sign_in(ward.person, ward.password)
    pressed(ward)
    ward.site.php(f"{ENFORCE}Attempts::free(0);")
    assert enters(ward, {})
    pressed(ward)
    page = signed_in.ask("/wp-admin/tools.php?page=rempart-protection").text
    nonce = page.split('id="rempart-let_gologin_challenge"')[1].split('name="_wpnonce" value="')[1].split('"')[0]
    fields = {"rempart_do": "let_go", "rempart_rule": "login_challenge", "_wpnonce": nonce}
    signed_in.post("/wp-admin/tools.php?page=rempart-protection", fields)
    assert enters(ward, {})
    assert "rempart" not in ward.visitor().ask("/wp-login.php").text


def test_what_is_asked_tells_nobody_which_accounts_there_are(ward: Ward) -> None:
    ward.policy(login_challenge=True, users_hidden=True)

    def told(name: str) -> list[str]:
        said = [ward.visitor().sign_in(name, WRONG) for _ in range(4)]
        return [error(one) for one in said] + [str(on_page(said[-1]).bits)]

    assert told(ward.person) == told("made.up")
    assert json.loads(ward.visitor().post(ASK, {"log": "nobody.yet"}).text) == {}
    assert ward.visitor().post(ASK, {"log": ""}).text == "{}"


def test_tables_that_somebody_tidied_away_shut_nobody_out(ward: Ward) -> None:
    given = on_page(pressed(ward)).solved(ward.person)
    ward.site.php("global $wpdb; $wpdb->query('DROP TABLE ' . Rempart\\Companion\\Store::nonces());")
    assert enters(ward, given)
    assert not enters(ward, on_page(pressed(ward)).solved("other"))
    ward.site.php(f"global $wpdb; $wpdb->query('DROP TABLE ' . {ENFORCE}Attempts::table());")
    assert enters(ward, {})
    assert [bool(ask(ward.visitor(), ward.person)) for _ in range(4) if ward.visitor().sign_in(ward.person, WRONG)][
        -2:
    ] == [True, True]


def test_answers_use_up_nothing_of_the_hubs_and_leave_no_name(ward: Ward) -> None:
    given = on_page(pressed(ward)).solved(ward.person)
    ward.visitor().sign_in(ward.person, WRONG, **given)
    calls, rows = json.loads(
        ward.site.php(
            "global $wpdb; $n = Rempart\\Companion\\Store::nonces();"
            'echo json_encode([Rempart\\Companion\\Store::callsOfLastMinute(time()), $wpdb->get_col("SELECT nonce FROM $n")]);'
        )
    )
    assert calls == 0
    assert len(rows) == 1
    assert rows[0].startswith("sign-in:")


def test_from_outside_the_probe_knows_it_by_its_form_and_the_stone_turns(ward: Ward) -> None:
    ward.site.write(FILE, f"{TOKEN}\n")
    try:
        (before,) = probed(ward.site.url, "probe_login")
        for rules in ({"login_challenge": True}, {"login_challenge": True, "login_limit": True, "users_hidden": True}):
            ward.policy(**rules)
            ward.site.php(f"{ENFORCE}Attempts::free(0);")
            (after,) = probed(ward.site.url, "probe_login")
            assert isinstance(after.fact, LoginLimitProbe)
            assert (after.fact.sign, after.fact.limited_after) == ("challenge", 3)
            opinion = judge_pressed(after.fact)
            assert opinion is not None
            assert opinion.state is State.MET
    finally:
        ward.site.delete(FILE)
    assert isinstance(before.fact, LoginLimitProbe)
    assert before.fact.limited_after is None
