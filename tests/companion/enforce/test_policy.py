"""One option says what is enforced; what is told is what holds; switching off gives back exactly what was there."""

import json

import pytest

from dev.wordpress.phprun import PhpError
from tests.companion.enforce.ward import ENFORCE, Ward

pytestmark = pytest.mark.slow
SIMPLE = {
    "editor_off": True, "debug_hidden": True, "log_hidden": True, "xmlrpc": "closed", "users_hidden": True, "versions_hidden": True,
    "registration_off": True, "endpoints_closed": True, "application_passwords_off": True,
}  # fmt: skip
EVERYTHING = SIMPLE | {
    "login_limit": True,
    "login_challenge": True,
    "second_factor": {"roles": ["administrator"], "grace_days": 7},
}
BAD: list[dict[str, object]] = [
    {"unknown": True}, {"editor_off": 1}, {"xmlrpc": True}, {"xmlrpc": "open"}, {"login_limit": {"free": 0}},
    {"login_limit": {"proxy_header": "X-Real-IP"}}, {"login_limit": {"proxies": ["10.0.0.0/8"]}},
    {"login_limit": {"proxy_header": "X-Real-IP", "proxies": ["anywhere"]}},
    {"login_limit": {"proxy_header": "X-Real-IP", "proxies": ["0.0.0.0/0"]}},
    {"login_challenge": {"after": 0}}, {"login_challenge": {"after_address": 101}}, {"login_challenge": {"free": 5}},
    {"second_factor": {"roles": ["emperor"]}}, {"second_factor": {"roles": "administrator"}},
    {"second_factor": {"grace_days": 1000}}, {"second_factor": {"more": 1}},
]  # fmt: skip
OPTIONS = (
    'global $wpdb; echo json_encode($wpdb->get_results("SELECT option_name, option_value FROM {$wpdb->options}'
    " WHERE option_name NOT LIKE '%transient%' AND option_name NOT LIKE 'rempart_companion_setup' AND option_name <> 'cron' ORDER BY option_name\", ARRAY_N));"
)


def test_everything_asked_is_held_and_told_in_the_same_request_and_later(ward: Ward) -> None:
    before = ward.told()
    assert all(one["asked"] is None for one in before.values())
    assert not before["xmlrpc"]["holds"]
    assert not before["editor_off"]["holds"]
    for told in (ward.policy(**EVERYTHING), ward.told()):
        assert {name: (one["holds"], one["by"]) for name, one in told.items() if one["by"] != "companion"} == {}
        assert all(one["holds"] for one in told.values())


def test_switching_off_gives_back_exactly_what_was_there(ward: Ward) -> None:
    ward.site.php("update_option('users_can_register', '1');")
    try:
        before, told = ward.site.php(OPTIONS), ward.told()
        ward.policy(**EVERYTHING)
        assert ward.site.php("echo get_option('users_can_register');") == "0"
        ward.site.php("update_option('users_can_register', 0);")  # as saving the page of settings would
        assert ward.policy() == told
        after = [row for row in json.loads(ward.site.php(OPTIONS)) if row[0] != "rempart_companion_attempts"]
        assert after == json.loads(before)
        assert ward.site.php("echo get_option('users_can_register');") == "1"
    finally:
        ward.site.php("update_option('users_can_register', '0');")


def test_what_is_not_understood_changes_nothing(ward: Ward) -> None:
    ward.policy(editor_off=True)
    for asked in BAD:
        with pytest.raises(PhpError):
            ward.policy(**asked)
    assert json.loads(ward.site.php(f"echo json_encode({ENFORCE}Policy::all());")) == {"editor_off": True}


def test_wp_config_decides_first_and_is_named(ward: Ward) -> None:
    """Defined before WordPress starts, as wp-config.php does."""
    for value, holds in (("false", False), ("true", True)):
        ward.policy(editor_off=True)
        config = ward.site.root / "wp-config.php"
        text = config.read_text()
        ward.site.write("wp-config.php", text.replace("<?php", f"<?php define('DISALLOW_FILE_EDIT', {value});", 1))
        try:
            told = ward.told()["editor_off"]
            assert (told["asked"], told["holds"], told["by"]) == (True, holds, "wp-config")
        finally:
            ward.site.write("wp-config.php", text)


def test_an_owner_with_the_files_but_no_way_in_lets_everything_go(ward: Ward) -> None:
    ward.policy(**EVERYTHING)
    ward.site.must_use("scene", "define('REMPART_COMPANION_LET_GO', true);")
    try:
        told = ward.told()
        assert told["xmlrpc"]["asked"] == "closed"
        assert not told["xmlrpc"]["holds"]
        assert ward.visitor().xmlrpc("demo.sayHello").status == 200
    finally:
        ward.site.must_use("scene", None)
    assert ward.visitor().xmlrpc("demo.sayHello").status == 403


def test_each_change_is_in_the_record(ward: Ward) -> None:
    ward.policy(editor_off=True, debug_hidden=True)
    ward.policy(editor_off=True)
    events = json.loads(ward.site.php("echo json_encode(Rempart\\Companion\\EventLog::after(0, 50, false)[0]);"))
    bodies = [one["body"] for one in events if one["kind"] == "policy.changed"]
    assert bodies == [
        {"on": ["editor_off", "debug_hidden"], "off": []},
        {"on": ["editor_off"], "off": ["debug_hidden"]},
    ]


def test_deleting_the_plugin_leaves_nothing_of_it(ward: Ward) -> None:
    ward.policy(**EVERYTHING)
    somebody = ward.visitor()
    somebody.sign_in(ward.person, ward.password)
    assert (
        "rempart_make" in somebody.ask("/wp-admin/users.php?page=rempart-second-step").text
    )  # a question to a passkey waits
    ward.give_totp()
    ward.give_codes()
    ward.visitor().sign_in(ward.person, "wrong")
    left = ward.site.php(
        "Rempart\\Companion\\Store::erase(); global $wpdb;"
        "echo (int) $wpdb->get_var(\"SELECT COUNT(*) FROM {$wpdb->options} WHERE option_name LIKE '%rempart%'\");"
        "echo (int) $wpdb->get_var(\"SELECT COUNT(*) FROM {$wpdb->usermeta} WHERE meta_key LIKE '%rempart%'\");"
        "$wpdb->suppress_errors(true); echo count((array) $wpdb->get_col(\"SHOW TABLES LIKE '%rempart%'\"));"
    )
    ward.site.php("Rempart\\Companion\\Store::ensure();")
    assert left == "000"
