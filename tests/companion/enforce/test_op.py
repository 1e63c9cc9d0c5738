"""The hub's own question, signed, on Apache with PHP-FPM and TLS: it sets, it frees, and it is told what holds."""

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from tests.companion.enforce.ward import ENFORCE
from tests.companion.house import House

pytestmark = pytest.mark.slow


@pytest.fixture
def free_house(house: House) -> Iterator[House]:
    """Nothing is enforced, before and after."""
    erase = f"{ENFORCE}Policy::erase(); delete_option('rempart_companion_policy');"
    house.account.php(erase)
    yield house
    house.account.php(erase)


def ask(house: House, **args: object) -> dict[str, object]:
    """Signed, as the hub does."""
    answer = house.signed("policy", args)
    assert answer.status == 200, answer.body
    told: dict[str, object] = json.loads(answer.body)
    return told


def status(house: House, path: str, body: bytes | None = None) -> int:
    """From outside."""
    context: ssl.SSLContext = house.account.context()
    try:
        with urllib.request.urlopen(house.account.url + path, body, timeout=30, context=context) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as no:
        return int(no.code)


def test_the_hub_sets_reads_and_lets_go(free_house: House) -> None:
    body = b'<?xml version="1.0"?><methodCall><methodName>demo.sayHello</methodName></methodCall>'
    assert ask(free_house)["policy"] == {}
    assert status(free_house, "/xmlrpc.php", body) == 200
    told = ask(free_house, policy={"xmlrpc": "closed", "editor_off": True})
    assert told["policy"] == {"xmlrpc": "closed", "editor_off": True}
    holds = told["holds"]
    assert isinstance(holds, dict)
    assert holds["xmlrpc"] == {"asked": "closed", "holds": True, "by": "companion"}
    assert status(free_house, "/xmlrpc.php", body) == 403
    assert json.loads(free_house.signed("settings").body)["settings"]["file_editor_off"] is True
    assert status(free_house, "/xmlrpc.php/any?x=1", body) == 403
    assert ask(free_house)["policy"] == told["policy"]
    assert ask(free_house, policy={})["policy"] == {}
    assert status(free_house, "/xmlrpc.php", body) == 200


def test_what_is_shown_is_told_as_it_holds(free_house: House) -> None:
    """Asked by JSON, from which WordPress hides faults anyway: what counts is what a visitor of a page would see."""
    account = free_house.account
    config = account.root / "wp-config.php"
    text = config.read_text()

    def told() -> tuple[bool, bool]:
        found = json.loads(free_house.signed("settings").body)["settings"]
        return found["debug_shown"], found["errors_shown"]

    fault = "add_action('init', function () { if (isset($_GET['fault'])) { echo $nowhere_defined; } });"
    account.write("wp-content/mu-plugins/fault.php", f"<?php {fault}")
    debugging = text.replace("define('WP_DEBUG', false)", "define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', true)")
    account.write("wp-config.php", debugging)
    try:
        assert (told(), "nowhere_defined" in shown(free_house)) == ((True, True), True)
        holds = ask(free_house, policy={"debug_hidden": True})["holds"]
        assert isinstance(holds, dict)
        assert holds["debug_hidden"]["holds"]
        assert (told(), "nowhere_defined" in shown(free_house)) == ((False, False), False)
        ask(free_house, policy={})
        assert told() == (True, True)
        account.write("wp-config.php", debugging.replace("'WP_DEBUG_DISPLAY', true", "'WP_DEBUG_DISPLAY', false"))
        assert (told(), "nowhere_defined" in shown(free_house)) == ((False, False), False)
    finally:
        account.write("wp-config.php", text)
        account.delete("wp-content/mu-plugins/fault.php")


def shown(house: House) -> str:
    """What a visitor sees of a page with a fault."""
    with urllib.request.urlopen(house.account.url + "/?fault=1", timeout=30, context=house.account.context()) as answer:
        return str(answer.read().decode())


def test_what_is_not_understood_is_a_fault_and_a_strangers_word_is_none(free_house: House) -> None:
    ask(free_house, policy={"editor_off": True})
    for args in (
        {"policy": {"x": 1}},
        {"policy": "none"},
        {"more": 1},
        {"policy": {"second_factor": {"roles": ["emperor"]}}},
        {"grace": -1},
    ):
        assert free_house.signed("policy", args).status == 400
    forged = free_house.signed("policy", {"policy": {}}, home="https://other.example")
    assert (forged.status, forged.body) == (403, b'{"error":"refused"}')
    assert ask(free_house)["policy"] == {"editor_off": True}


def test_doors_behind_a_path_are_closed_too(free_house: House) -> None:
    ask(free_house, policy={"endpoints_closed": True})
    for path in (
        "/wp-mail.php",
        "/wp-mail.php/x.css",
        "/wp-links-opml.php?x",
        "/wp-admin/maint/repair.php",
        "/wp-admin/./maint//repair.php",
    ):
        assert status(free_house, path) == 403, path
    assert status(free_house, "/") == 200
    assert status(free_house, "/wp-login.php") == 200


def test_a_session_without_its_second_step_is_nobody_for_the_guard(free_house: House) -> None:
    account = free_house.account
    code = (
        "$_SERVER['REMOTE_ADDR'] = '127.0.0.1'; Rempart\\Companion\\Store::put('rempart_companion_guard', ['127.0.0.1']);"
        "$m = WP_Session_Tokens::get_instance(1); $t = $m->create(time() + 600); $c = wp_generate_auth_cookie(1, time() + 600, 'logged_in', $t);"
        "$ask = function () use ($c) { return json_decode((new Rempart\\Companion\\Ops\\Session())->run(new Rempart\\Companion\\Args(['cookie' => $c]), [])->body, true)['user']; };"
        "$out = [$ask()];"
        f"{ENFORCE}Policy::set(['second_factor' => ['roles' => ['administrator'], 'grace_days' => 0]]);"
        f"{ENFORCE}Factor::trial(1); {ENFORCE}Factor::keepTrial(1);"
        "$out[] = $ask(); $m->update($t, ['rempart_factor' => time()] + $m->get($t)); $out[] = $ask();"
        "$m->destroy_all(); Rempart\\Companion\\Store::drop('rempart_companion_guard'); echo json_encode($out);"
    )
    assert json.loads(account.php(code)) == [1, None, 1]


def test_tries_are_in_no_copy(free_house: House) -> None:
    free_house.account.php(f"{ENFORCE}Attempts::charge('a', 5);")
    assert "rempart_attempts" not in free_house.signed("tables").body.decode()
