"""The second step: no cookie before it is through, and no way around it."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.companion.enforce.visitor import Visitor, basic
from tests.companion.enforce.ward import ENFORCE, Ward, totp

pytestmark = pytest.mark.slow
FOR_ALL = {"roles": ["administrator", "editor"], "grace_days": 7}
NOW = {"roles": ["administrator", "editor"], "grace_days": 0}


def through(ward: Ward, secret: str) -> Visitor:
    """Somebody who did both steps."""
    visitor = ward.visitor()
    asked = visitor.sign_in(ward.person, ward.password)
    done = visitor.second(asked, rempart_code=totp(secret))
    assert visitor.is_in, done.text[:2000]
    assert done.status == 302
    return visitor


def test_no_cookie_before_the_second_step_and_a_session_after_it(ward: Ward) -> None:
    ward.policy(second_factor=FOR_ALL)
    secret = ward.give_totp()
    visitor = ward.visitor()
    asked = visitor.sign_in(ward.person, ward.password, rememberme="forever")
    assert asked.status == 200
    assert "rempart_token" in asked.text
    assert set(visitor.cookies) == {"wordpress_test_cookie"}
    assert visitor.ask("/wp-admin/").status == 302
    wrong = visitor.second(asked, rempart_code="000000")
    assert not visitor.is_in
    assert "rempart_token" in wrong.text
    done = visitor.second(wrong, rempart_code=totp(secret))
    assert (done.status, visitor.is_in) == (302, True)
    assert "wp-admin" in done.headers["location"]
    assert visitor.ask("/wp-admin/").status == 200
    assert (
        not ward.visitor()
        .second(asked, rempart_code=totp(secret, 1))
        .headers.get("location", "")
        .endswith("/wp-admin/")
    )


def test_remember_me_is_kept_through_the_second_step_but_opens_nothing_by_itself(ward: Ward) -> None:
    """A session from before somebody set a factor up, remembered for two weeks, is over."""
    ward.policy(second_factor=FOR_ALL)
    visitor = ward.visitor()
    visitor.sign_in(ward.person, ward.password, rememberme="forever")
    assert visitor.ask("/wp-admin/").status == 200  # days of grace
    ward.give_totp()
    assert visitor.ask("/wp-admin/").status == 302
    nonce = visitor.rest_nonce()
    assert visitor.ask("/?rest_route=/wp/v2/users/me", X_WP_Nonce=nonce).status in (401, 403)


def test_a_code_counts_once_also_for_two_at_the_same_moment(ward: Ward) -> None:
    ward.policy(second_factor=FOR_ALL)
    secret = ward.give_totp()
    code = totp(secret)
    visitors = [ward.visitor() for _ in range(4)]
    asked = [one.sign_in(ward.person, ward.password) for one in visitors]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda pair: pair[0].second(pair[1], rempart_code=code), zip(visitors, asked, strict=True)))
    assert sum(one.is_in for one in visitors) == 1


def test_recovery_codes_count_once_and_are_kept_hashed(ward: Ward) -> None:
    ward.policy(second_factor=FOR_ALL)
    ward.give_totp()
    codes = ward.give_codes()
    assert len(set(codes)) == 10
    kept = ward.site.php('global $wpdb; echo json_encode($wpdb->get_col("SELECT meta_value FROM {$wpdb->usermeta}"));')
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)
    visitors = [ward.visitor() for _ in range(4)]
    asked = [one.sign_in(ward.person, ward.password) for one in visitors]
    with ThreadPoolExecutor(4) as pool:
        list(
            pool.map(
                lambda pair: pair[0].second(pair[1], rempart_code=codes[0].lower()), zip(visitors, asked, strict=True)
            )
        )
    assert sum(one.is_in for one in visitors) == 1
    late = ward.visitor()
    late.second(late.sign_in(ward.person, ward.password), rempart_code=codes[0])
    assert not late.is_in


def test_codes_cannot_be_guessed_without_end_and_another_address_still_gets_in(ward: Ward) -> None:
    ward.policy(second_factor=FOR_ALL)
    secret = ward.give_totp()
    guesser = ward.visitor()
    said = guesser.sign_in(ward.person, ward.password)
    answers = [said := guesser.second(said, rempart_code=f"{number:06d}") for number in range(6)]
    assert [one.status for one in answers] == [200] * 5 + [429]
    assert guesser.second(answers[-1], rempart_code=totp(secret)).status == 429
    assert not guesser.is_in
    assert ward.site.php(f"$_SERVER['REMOTE_ADDR'] = '203.0.113.9'; echo (int) {ENFORCE}SecondFactor::tries(1);") == "1"
    ward.age(120)
    guesser.second(answers[-1], rempart_code=totp(secret))
    assert guesser.is_in


def test_the_secret_is_sealed_and_another_accounts_row_opens_nothing(ward: Ward) -> None:
    secret = ward.give_totp()
    other = ward.account("flint", "administrator")
    kept = ward.site.php("echo json_encode(get_user_meta(1, 'rempart_companion_totp', true));")
    assert secret not in kept
    ward.site.php(
        f"update_user_meta({other}, 'rempart_companion_totp', get_user_meta(1, 'rempart_companion_totp', true));"
    )
    assert ward.site.php(f"echo (int) {ENFORCE}Factor::isCode({other}, '{totp(secret)}');") == "0"
    assert ward.site.php(f"echo (int) {ENFORCE}Factor::isCode(1, '{totp(secret)}');") == "1"


def test_days_of_grace_end_and_an_administrator_or_rempart_gives_new_ones(ward: Ward) -> None:
    editor = ward.account("slate", "editor")
    ward.policy(second_factor=FOR_ALL)
    visitor = ward.visitor()
    visitor.sign_in("slate", "slate-and-flint-9")
    assert visitor.is_in
    assert "rempart-second-step" in visitor.ask("/wp-admin/").text
    ward.policy()
    ward.policy(second_factor=NOW)
    assert visitor.ask("/wp-admin/").status == 302  # also one who is in
    late = ward.visitor()
    late.sign_in("slate", "slate-and-flint-9")
    assert not late.is_in
    ward.site.php(f"{ENFORCE}Grace::give({editor}, 0);")
    late.sign_in("slate", "slate-and-flint-9")
    assert late.is_in


def test_other_roles_are_not_asked_unless_they_set_one_up(ward: Ward) -> None:
    ward.account("reader", "subscriber")
    ward.policy(second_factor=NOW)
    visitor = ward.visitor()
    assert visitor.sign_in("reader", "slate-and-flint-9").status == 302
    assert visitor.is_in


def test_xmlrpc_rest_and_application_passwords_are_closed_unless_allowed_by_name(ward: Ward) -> None:
    phone, other = ward.application_password("Phone"), ward.application_password("Other")
    me = "/?rest_route=/wp/v2/users/me"
    visitor = ward.visitor()
    assert visitor.ask(me, Authorization=basic(ward.person, other)).status == 200  # a plain site
    assert "<fault>" not in visitor.xmlrpc("wp.getUsersBlogs", ward.person, ward.password).text
    ward.policy(second_factor=FOR_ALL | {"applications": ["Phone"]})
    ward.give_totp()
    assert "<fault>" in visitor.xmlrpc("wp.getUsersBlogs", ward.person, ward.password).text
    assert "<fault>" in visitor.xmlrpc("wp.getUsersBlogs", ward.person, other).text
    assert "<fault>" not in visitor.xmlrpc("wp.getUsersBlogs", ward.person, phone).text
    assert visitor.ask(me, Authorization=basic(ward.person, ward.password)).status == 401
    assert visitor.ask(me, Authorization=basic(ward.person, other)).status in (401, 403)
    assert visitor.ask(me, Authorization=basic(ward.person, phone)).status == 200
    title = json.dumps({"title": "From the app", "status": "draft"})
    made = visitor.ask(
        "/?rest_route=/wp/v2/posts",
        "POST",
        title,
        Authorization=basic(ward.person, phone),
        Content_Type="application/json",
    )
    assert made.status == 201  # fmt: skip


def test_rest_writes_by_cookie_need_a_session_that_did_the_second_step(ward: Ward) -> None:
    """A session that some other plug-in made, without asking us, is worth nothing."""
    ward.policy(second_factor=FOR_ALL)
    secret = ward.give_totp()
    body = json.dumps({"title": "By cookie", "status": "draft"})
    strong = through(ward, secret)
    nonce = strong.rest_nonce()
    assert (
        strong.ask("/?rest_route=/wp/v2/posts", "POST", body, X_WP_Nonce=nonce, Content_Type="application/json").status
        == 201
    )
    made: dict[str, str] = json.loads(
        ward.site.php(
            "$ends = time() + 3600; $t = WP_Session_Tokens::get_instance(1)->create($ends); $_COOKIE = [];"
            "$c = wp_generate_auth_cookie(1, $ends, 'logged_in', $t); $_COOKIE[LOGGED_IN_COOKIE] = $c; wp_set_current_user(1);"
            "echo json_encode(['cookie' => $c, 'name' => LOGGED_IN_COOKIE, 'auth' => AUTH_COOKIE,"
            "'admin' => wp_generate_auth_cookie(1, $ends, 'auth', $t), 'nonce' => wp_create_nonce('wp_rest')]);"
        )
    )
    weak = ward.visitor()
    weak.cookies = {made["name"]: made["cookie"], made["auth"]: made["admin"]}
    said = weak.ask(
        "/?rest_route=/wp/v2/posts", "POST", body, X_WP_Nonce=made["nonce"], Content_Type="application/json"
    )
    assert said.status in (401, 403)
    assert weak.ask("/wp-admin/").status == 302
    assert strong.ask("/wp-admin/").status == 200


def test_a_plugin_that_signs_people_in_by_itself_sends_no_cookie(ward: Ward) -> None:
    """As after a password reset in some shops, by a link in a mail, or by another site's word."""
    ward.policy(second_factor=FOR_ALL)
    ward.give_totp()
    scene = "add_action('init', function () { if (isset($_GET['magic'])) { wp_set_auth_cookie(1, true); wp_set_current_user(1); wp_safe_redirect(admin_url()); exit; } });"
    ward.site.must_use("scene", scene)
    try:
        visitor = ward.visitor()
        visitor.ask("/?magic=1")
        assert not visitor.is_in
        assert ward.site.php("echo count(WP_Session_Tokens::get_instance(1)->get_all());") == "0"
        ward.site.must_use(
            "scene",
            "add_action('init', function () { if (isset($_GET['magic'])) { wp_signon(['user_login' => 'mason', 'user_password' => 'granite-and-lime-7', 'remember' => true]); } });",
        )
        asked = visitor.ask("/?magic=1")
        assert "rempart_token" in asked.text
        assert not visitor.is_in
    finally:
        ward.site.must_use("scene", None)


def test_a_password_reset_does_not_go_around_it(ward: Ward) -> None:
    ward.policy(second_factor=FOR_ALL)
    secret = ward.give_totp()
    key = ward.site.php("echo get_password_reset_key(get_user_by('id', 1));")
    visitor = ward.visitor()
    first = visitor.ask(f"/wp-login.php?action=rp&key={key}&login={ward.person}")
    assert first.status == 302
    form = visitor.ask("/wp-login.php?action=rp")
    new = "quarry-dust-and-rain-3"
    visitor.post(
        "/wp-login.php?action=resetpass",
        {"rp_key": form.field("rp_key"), "pass1": new, "pass2": new, "wp-submit": "Save"},
    )
    assert not visitor.is_in
    asked = visitor.sign_in(ward.person, new)
    assert "rempart_token" in asked.text
    assert not visitor.is_in
    visitor.second(asked, rempart_code=totp(secret))
    assert visitor.is_in


def test_a_changed_password_ends_a_second_step_that_waits(ward: Ward) -> None:
    ward.policy(second_factor=FOR_ALL)
    secret = ward.give_totp()
    visitor = ward.visitor()
    asked = visitor.sign_in(ward.person, ward.password)
    ward.site.php("wp_set_password('another-one-5', 1);")
    visitor.second(asked, rempart_code=totp(secret))
    assert not visitor.is_in


def test_made_up_tokens_open_nothing(ward: Ward) -> None:
    ward.policy(second_factor=FOR_ALL)
    secret = ward.give_totp()
    visitor = ward.visitor()
    for token in ("", "1.", "1." + "0" * 64, "2." + "0" * 64, "1' OR 1=1 --", "1." + "a" * 100_000):
        visitor.post("/wp-login.php?action=rempart_factor", {"rempart_token": token, "rempart_code": totp(secret)})
        assert not visitor.is_in


def test_one_sets_it_up_on_the_profile_page_with_picture_and_key(ward: Ward) -> None:
    ward.policy(second_factor=FOR_ALL)
    visitor = ward.visitor()
    visitor.sign_in(ward.person, ward.password)
    path = "/wp-admin/users.php?page=rempart-second-step"
    page = visitor.ask(path)

    def deed(name: str, said: str, **fields: str) -> str:
        at = said.index(f'id="rempart-{name}"')
        nonce = said[at:].split('name="_wpnonce" value="')[1].split('"')[0]
        sent = {"rempart_do": name, "_wpnonce": nonce, "rempart_password": ward.password} | fields
        return visitor.post(path, sent).text

    assert "rempart-key" not in deed("start", page.text, rempart_password="wrong")
    opened = deed("start", page.text)
    assert "<svg" in opened
    assert "http" not in opened.split("<svg")[1].split("</svg>")[0].replace("http://www.w3.org/2000/svg", "")
    secret = opened.split('id="rempart-key">')[1].split("<")[0].replace(" ", "")
    again = deed("confirm", opened, rempart_code="000000")
    done = deed("confirm", again, rempart_code=totp(secret))
    codes = done.split('id="rempart-new-codes">')[1].split("<")[0].split()
    assert len(codes) == 10
    assert visitor.ask("/wp-admin/").status == 200  # the one who set it up stays in
    other = ward.visitor()
    other.second(other.sign_in(ward.person, ward.password), rempart_code=codes[3])
    assert other.is_in
    forged = visitor.post(
        path, {"rempart_do": "drop_totp", "_wpnonce": "0123456789", "rempart_password": ward.password}
    )
    assert forged.status == 403
    deed("drop_totp", visitor.ask(path).text)
    free = ward.visitor()
    free.sign_in(ward.person, ward.password)
    assert free.is_in  # days of grace to set up another


def test_the_hub_is_told_who_has_one(ward: Ward) -> None:
    ward.policy(second_factor=FOR_ALL)
    ward.give_totp()
    told = ward.site.php("echo json_encode(Rempart\\Companion\\SecondFactors::of(1));")
    assert json.loads(told) == {"kinds": ["totp"], "by": ["companion"]}
    assert ward.told()["second_factor"] | {"asked": 0} == {
        "asked": 0,
        "holds": True,
        "by": "companion",
        "have": 1,
        "lack": 0,
        "shut_out": 0,
    }


def test_taking_one_away_needs_a_second_step_of_just_now(ward: Ward) -> None:
    ward.policy(second_factor=FOR_ALL)
    secret = ward.give_totp()
    visitor = through(ward, secret)
    path = "/wp-admin/users.php?page=rempart-second-step"

    def drop() -> str:
        page = visitor.ask(path).text
        nonce = page.split('id="rempart-drop_totp"')[1].split('name="_wpnonce" value="')[1].split('"')[0]
        sent = {"rempart_do": "drop_totp", "_wpnonce": nonce, "rempart_password": ward.password}
        return visitor.post(path, sent).text

    age = (
        "$all = get_user_meta(1, 'session_tokens', true);"
        "foreach ($all as $k => $one) { $all[$k]['rempart_factor'] = time() - SECONDS; } update_user_meta(1, 'session_tokens', $all);"
    )
    ward.site.php(age.replace("SECONDS", "3600"))
    assert "sign in again" in drop()
    assert ward.site.php(f"echo (int) {ENFORCE}Factor::has(1);") == "1"
    ward.site.php(age.replace("SECONDS", "60"))
    drop()
    assert ward.site.php(f"echo (int) {ENFORCE}Factor::has(1);") == "0"
