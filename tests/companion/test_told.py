"""What the companion tells of the site: versions, people, what happened and by whom; names only where they are asked for."""

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from typing import Any

import pytest

from rempart.channel.companion import wire
from tests.companion.house import House
from tests.companion.test_admin import PASSWORD, Person

pytestmark = pytest.mark.slow


def _events(house: House, after: int = 0, **args: Any) -> list[dict[str, Any]]:
    return list(house.companion.call("events", {"after": after, **args})["events"])


def test_versions_and_offers(house: House) -> None:
    house.account.php(
        "set_site_transient('update_plugins', (object) ['last_checked' => 1700000000, 'response' => ['hello.php' => (object) ['new_version' => '9.9'],"
        "'akismet/akismet.php' => (object) ['new_version' => '9.9']]]);"
        "set_site_transient('update_core', (object) ['last_checked' => 1700000001, 'updates' => [(object) ['response' => 'upgrade', 'version' => '7.0']]]);"
        "update_site_option('auto_update_plugins', ['rempart-companion/rempart-companion.php']);"
    )
    said = house.companion.call("inventory")
    by_file = {one["file"]: one for one in said["plugins"]}
    own = by_file.pop("rempart-companion/rempart-companion.php")
    assert (own["is_active"], own["is_automatic"], own["offer"], own["is_known"]) == (True, True, None, False)
    other = next(iter(by_file.values()))
    assert (other["offer"], other["is_active"], other["is_known"]) == ("9.9", False, True)
    assert said["core"]["version"] == {"sqlite": "6.5.5", "mariadb": "6.1.9"}[house.account.engine]
    assert said["core"]["offers"] == ["7.0"]
    assert said["checked"]["core"] == 1_700_000_001
    assert any(theme["is_active"] for theme in said["themes"])
    assert said["php"].startswith("8.2")


def test_people_without_their_names_unless_asked(house: House) -> None:
    name = f"Anna-{secrets.token_hex(3)}"
    number = int(house.account.php(
        f"$id = wp_insert_user(['user_login' => '{name}', 'user_pass' => '{PASSWORD}', 'user_email' => '{name}@x.example', 'role' => 'editor']);"
        "WP_Application_Passwords::create_new_application_password($id, ['name' => 'x']); echo $id;"
    ))  # fmt: skip
    Person(house.account, name)
    (anna,) = (one for one in house.companion.call("users")["users"] if one["id"] == number)
    key = bytes.fromhex(wire.public_of(house.key))
    assert anna["login"] == hmac.new(key, f"rempart-login-v1\n{name.lower()}".encode(), hashlib.sha256).hexdigest()
    assert (anna["roles"], anna["application_passwords"], anna["sessions"]) == (["editor"], 1, 1)
    assert "publish_posts" in anna["capabilities"]
    assert "manage_options" not in anna["capabilities"]
    assert abs(anna["last_signin_at"] - time.time()) < 60
    assert name.lower() not in json.dumps(anna).lower()
    (asked,) = (one for one in house.companion.call("users", {"personal": True})["users"] if one["id"] == number)
    assert asked["personal"]["login"] == name
    first = house.companion.call("users", {"limit": 1})
    assert house.companion.call("users", {"after": first["next"], "limit": 500})["next"] is None


def test_what_happened_and_by_whom(house: House) -> None:
    account, name = house.account, f"worker-{secrets.token_hex(3)}"
    mason = Person(account, account.person, account.password)
    Person(account, account.person, "not the password")
    Person(account, "a password typed as a name", "x")
    account.php(
        "wp_set_current_user(1);"
        f"$id = wp_insert_user(['user_login' => '{name}', 'user_pass' => 'a', 'user_email' => '{name}@x.example', 'role' => 'subscriber']);"
        "(new WP_User($id))->set_role('administrator');"
        "wp_update_user(['ID' => $id, 'user_pass' => 'b', 'user_email' => 'b" + name + "@x.example']);"
        "WP_Application_Passwords::create_new_application_password($id, ['name' => 'x']);"
        "update_option('users_can_register', '1'); update_option('users_can_register', '0'); update_option('blogdescription', 'not watched');"
        "do_action('export_wp', []); switch_theme(get_stylesheet()); activate_plugin('hello.php'); activate_plugin('akismet/akismet.php');"
        "deactivate_plugins(['hello.php', 'akismet/akismet.php']); wp_delete_user($id); echo $id;"
    )
    mason.post(
        "/wp-admin/admin-ajax.php", {"action": "edit-theme-plugin-file", "file": "functions.php", "newcontent": "x"}
    )
    found = _events(house)
    kinds = [one["kind"] for one in found]
    for kind in ("companion.enrolled", "signin.done", "signin.failed", "user.made", "role.changed", "user.password_changed", "user.email_changed",
                 "application.made", "option.changed", "export.made", "theme.switched", "plugin.switched_on", "plugin.switched_off",
                 "user.removed", "file.edited"):  # fmt: skip
        assert kind in kinds, kind
    assert kinds.count("option.changed") == 2
    role = [one for one in found if one["kind"] == "role.changed"][-1]
    assert (role["actor"], role["body"]) == (1, {"to": "administrator", "from": ["subscriber"]})
    failed = [one for one in found if one["kind"] == "signin.failed"]
    assert [one["subject"] for one in failed] == ["1", ""]
    assert not any("personal" in one for one in found)
    asked = _events(house, personal=True)
    failed = [one for one in asked if one["kind"] == "signin.failed"]
    assert failed[0]["personal"] == {"address": "127.0.0.1", "login": account.person}
    assert "a password typed" not in json.dumps(asked)  # people type passwords where names belong
    middle = found[len(found) // 2]["id"]
    assert [one["id"] for one in _events(house, after=middle)] == [one["id"] for one in found if one["id"] > middle]


def test_a_flood_of_failures_pushes_out_no_other_event(houses: Callable[[str], House]) -> None:
    house = houses("mariadb")
    house.account.php(
        "global $wpdb; $t = Rempart\\Companion\\Store::events(); $now = time() * 1000; $old = $now - 31 * 86400 * 1000;"
        "Rempart\\Companion\\EventLog::add('role.changed', 1, 'kept');"
        "$wpdb->query($wpdb->prepare(\"INSERT INTO $t (happened, kind, actor, subject, body, personal) VALUES (%d, 'old', 0, '', '', '{}')\", $now - 91 * 86400 * 1000));"
        "$wpdb->query($wpdb->prepare(\"INSERT INTO $t (happened, kind, actor, subject, body, personal) VALUES (%d, 'month', 0, '', '', '{\\\"address\\\":\\\"x\\\"}')\", $old));"
        "for ($i = 0; $i < 11; $i++) { $rows = implode(',', array_fill(0, 1000, \"($now, 'signin.failed', 0, '', '', NULL)\")); $wpdb->query(\"INSERT INTO $t (happened, kind, actor, subject, body, personal) VALUES $rows\"); }"
        "for ($i = 0; $i < 70; $i++) { Rempart\\Companion\\EventLog::add('signin.failed', 0, ''); }"
    )
    counted = json.loads(house.account.php(
        "global $wpdb; $t = Rempart\\Companion\\Store::events(); echo json_encode($wpdb->get_results(\"SELECT kind, COUNT(*) AS n, COUNT(personal) AS p FROM $t GROUP BY kind\", OBJECT_K));"
    ))  # fmt: skip
    assert 10_000 <= int(counted["signin.failed"]["n"]) <= 10_070
    assert counted["role.changed"]["n"] == "1"
    assert "old" not in counted
    assert (counted["month"]["n"], counted["month"]["p"]) == ("1", "0")
    said = house.companion.call("events", {"after": 0})
    assert said["oldest"] > 0
    assert len(said["events"]) == 500


def test_switches_are_told_as_they_stand(house: House) -> None:
    before = house.companion.call("settings")["settings"]
    assert (before["cron_by_visitors"], before["home_is_https"], before["open_basedir"]) == (False, True, True)
    assert (before["file_editor_off"], before["debug"], before["registration_open"]) == (False, False, False)
    assert before["risky_functions_left"] == ["putenv"]
    house.account.write(
        "wp-content/mu-plugins/hard.php",
        "<?php define('DISALLOW_FILE_EDIT', true); add_filter('xmlrpc_enabled', '__return_false'); add_filter('wp_is_application_passwords_available', '__return_false');",
    )
    try:
        after = house.companion.call("settings")["settings"]
        assert (after["file_editor_off"], after["xmlrpc_enabled"], after["application_passwords"]) == (
            True,
            False,
            False,
        )
        assert (before["file_editor_off"], before["xmlrpc_enabled"], before["application_passwords"]) == (
            False,
            True,
            True,
        )
    finally:
        house.account.delete("wp-content/mu-plugins/hard.php")
