"""The demo's companion: the real plug-in in the real WordPress, connected by a code, and what its people do in a week."""

import contextlib
import os
import ssl
import urllib.error
import urllib.parse
import urllib.request
from typing import Any


def connect(wordpress: Any, owner: Any, site: Any) -> Any:
    """As a person does it: the plug-in laid and switched on, a code made there, typed here."""
    from rempart.companion.actions.connect import connect as enrol
    from rempart.companion.actions.set_policy import set_policy
    from rempart.companion.core.policy import LoginLimit, Policy
    from rempart.companion.plugin_zip import contents

    for name, content in contents().items():
        wordpress.write(f"wp-content/plugins/{name}", content)
    wordpress.php("activate_plugin('rempart-companion/rempart-companion.php');")
    code = wordpress.php("echo Rempart\\Companion\\Enrolment::beginCode(1, false);").strip()
    link = enrol(owner, site, code)
    set_policy(owner, link, Policy(editor_off=True, login_limit=LoginLimit()))
    return link


def ask(link: Any) -> None:
    """One turn, as the worker does it."""
    from rempart.companion.actions.poll import turn
    from rempart.companion.store.models import Link

    Link.objects.filter(pk=link.pk).update(look_at_ms=0)
    turn(link.pk)


def day(number: int, wordpress: Any, address: str) -> None:
    """What happened there on that day of the week."""
    sign_in(address, wordpress.person, wordpress.password)
    for _ in range(TYPOS[number]):
        sign_in(address, wordpress.person, "not the password")
    if number in DEEDS:
        wordpress.php(f"wp_set_current_user(1);{DEEDS[number]}")


TYPOS = (0, 2, 0, 1, 0, 3, 1)
DEEDS = {
    1: "wp_insert_user(['user_login' => 'lucie', 'user_pass' => wp_generate_password(24), 'user_email' => 'lucie@demo.invalid', 'role' => 'editor']);",
    3: "update_option('users_can_register', '1');",
    4: "update_option('users_can_register', '0');",
    6: "do_action('export_wp', []);",
}


def sign_in(address: str, name: str, password: str) -> None:
    """By the form, as anybody does."""
    context = ssl.create_default_context(cafile=os.environ["REMPART_CA_FILE"])
    jar = urllib.request.HTTPCookieProcessor()
    opener = urllib.request.build_opener(jar, urllib.request.HTTPSHandler(context=context))
    fields = urllib.parse.urlencode({"log": name, "pwd": password, "testcookie": "1"}).encode()
    with contextlib.suppress(urllib.error.HTTPError):
        opener.open(f"{address}/wp-login.php", timeout=60).close()
        opener.open(f"{address}/wp-login.php", fields, timeout=60).close()
