"""Two real sites on shared hosting, seen from inside: one well kept, one neglected, one connected a moment ago."""

import functools
import os
import re
import signal
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dev.recording.form import MOMENT
from dev.recording.measure import Measure, Scene
from rempart.facts.companion_accounts import CompanionAccounts
from rempart.facts.companion_activity import CompanionActivity
from rempart.facts.companion_hardening import CompanionHardening
from rempart.facts.companion_sign_in import CompanionSignIn
from rempart.facts.companion_updates import CompanionUpdates
from rempart.facts.fact import Observation
from rempart.facts.wordpress_core import WordPressComponents, WordPressCore
from tests.companion.enforce.visitor import Said, Visitor
from tests.companion.enforce.ward import totp
from tests.companion.house import code_of, put_plugin, switch_on
from tests.servers.apache import Account, Hosting

KINDS = (
    CompanionAccounts, CompanionActivity, CompanionHardening, CompanionSignIn, CompanionUpdates, WordPressComponents, WordPressCore,
)  # fmt: skip
PHP = Path(__file__).resolve().parents[1] / "php"
FIXTURE = "shared hosting with Apache and PHP-FPM"
STEP = "/wp-admin/users.php?page=rempart-second-step"
WAIT_S = 20.0
ASK = "wp_version_check(); wp_update_plugins(); wp_update_themes();"


def scenes() -> Iterator[Scene]:
    """A site just connected comes first: it is the well kept one before anybody cared."""
    with tempfile.TemporaryDirectory() as folder, Hosting() as hosting:
        kept, left = hosting.accounts["sqlite"], hosting.accounts["mariadb"]
        ca = Path(folder) / "ca.pem"
        ca.write_text(kept.ca_pem)
        os.environ["REMPART_CA_FILE"] = str(ca)
        for account in (kept, left):
            put_plugin(account, Path(folder))
            switch_on(account)
        yield Scene("companion_new", "blind", f"{FIXTURE}, connected a moment ago", _seen(kept, "new", lambda *_: None))
        _care_for(kept)
        yield Scene(
            "companion_kept", "good", f"{FIXTURE}, cared for", _seen(kept, "kept", functools.partial(_work, kept))
        )
        _neglect(left, hosting)
        yield Scene("companion_left", "broken", f"{FIXTURE}, neglected", _seen(left, "left", lambda *_: _lose(left)))


def _care_for(account: Account) -> None:
    """Updates are asked for, and the configuration is closed to others."""
    account.write("wp-content/mu-plugins/releases.php", (PHP / "releases.php").read_bytes())
    (account.root / "wp-config.php").chmod(0o640)
    account.php(ASK)


def _work(account: Account, owner: object, row: object) -> None:
    """The owner switches protections on at the hub; whoever edits sets up a second step there, signs in with both, and
    changes a setting."""
    from rempart.companion.actions.set_policy import set_policy
    from rempart.companion.core.policy import LoginChallenge, LoginLimit, Policy, SecondFactor
    from rempart.companion.store.models import Link
    from rempart.directory.store.models import Account as Person

    assert isinstance(owner, Person)
    assert isinstance(row, Link)
    asked_for = Policy(
        editor_off=True, login_limit=LoginLimit(), login_challenge=LoginChallenge(), second_factor=SecondFactor()
    )
    set_policy(owner, row, asked_for)
    secret = _enrol(Visitor(account.plain_url), account)
    mason = Visitor(account.plain_url)
    asked = mason.sign_in(account.person, account.password)
    assert not mason.is_in
    mason.second(asked, rempart_code=totp(secret, drift=1))  # the code of now was the one that set it up
    assert mason.is_in
    account.php("wp_set_current_user(1); update_option('blog_public', get_option('blog_public') ? 0 : 1);")


def _enrol(mason: Visitor, account: Account) -> str:
    """Through the plug-in's own page: password, picture, code. The key that the app keeps."""
    mason.sign_in(account.person, account.password)
    page = mason.ask(STEP)
    begun = mason.post(STEP, _form(page, "start", account))
    secret = begun.text.split('id="rempart-key">')[1].split("<")[0].replace(" ", "")
    done = mason.post(STEP, {**_form(begun, "confirm", account), "rempart_code": totp(secret)})
    assert 'id="rempart-new-codes"' in done.text, done.text[-2000:]
    return secret


def _form(page: Said, deed: str, account: Account) -> dict[str, str]:
    own = page.text.split(f'id="rempart-{deed}"')[1].split("</form>")[0]
    token = own.split('name="_wpnonce" value="')[1].split('"')[0]
    return {"rempart_do": deed, "_wpnonce": token, "rempart_password": account.password}


def _neglect(account: Account, hosting: Hosting) -> None:
    """Plug-ins are behind, programs may be started, anybody reads the configuration, and admin has no factor."""
    account.write("wp-content/mu-plugins/releases.php", (PHP / "releases.php").read_bytes())
    account.write("wp-content/plugins/old/old.php", "<?php /* Plugin Name: Old\nVersion: 1.0 */")
    account.php(
        "update_option('fixture_newer', ['core' => '6.5.5', 'old' => '1.2']);" + ASK
        + "$id = wp_create_user('admin', 'x-y-z-17', 'admin@shop.example'); get_userdata($id)->set_role('administrator');"
    )  # fmt: skip
    (account.root / "wp-config.php").chmod(0o644)
    config = hosting.folder / "fpm/fpm.conf"
    config.write_text(re.sub(r"(?m)^php_admin_value\[disable_functions\].*\n", "", config.read_text()))
    os.kill(int((hosting.folder / "fpm/pid").read_text()), signal.SIGUSR2)
    _wait(account)


def _wait(account: Account) -> None:
    """PHP begins anew; the web server says 503 until it has."""
    ends = time.monotonic() + WAIT_S
    while True:
        try:
            urllib.request.urlopen(account.url + "/wp-login.php", timeout=60, context=account.context()).close()
        except urllib.error.HTTPError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.05)  # between two looks at a condition
        else:
            return


def _lose(account: Account) -> None:
    """More happens than the site keeps: what came first is gone before it is fetched."""
    account.php(
        "foreach ([1, 2, 3] as $n) { update_option('blog_public', $n % 2); } global $wpdb;"
        "$t = $wpdb->base_prefix . 'rempart_events';"
        '$wpdb->query("DELETE FROM $t WHERE id < (SELECT m FROM (SELECT MAX(id) AS m FROM $t) AS x)");'
    )


def _seen(account: Account, name: str, happens: object) -> tuple[Observation, ...]:
    """Connected by its code as a person would, asked, let happen, asked again; what the record then holds."""
    from rempart.channel.place import state_folder
    from rempart.companion.actions.connect import connect
    from rempart.companion.actions.poll import turn
    from rempart.companion.store.models import Link
    from rempart.daemon.single_run import settle
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.roles import Role
    from rempart.maturity.store import facts

    organisation = create_organisation(f"Quarry {name}", None)
    owner = create_account(organisation, f"owner-{name}@quarry.example", None)
    grant_role(organisation, owner, Role.OWNER)
    site = add_site(owner, organisation, account.url, is_private=True)
    row = connect(owner, site, code_of(account))
    turn(row.pk)
    assert callable(happens)
    row.refresh_from_db()
    happens(owner, row)
    for _ in range(2):
        Link.objects.filter(pk=row.pk).update(look_at_ms=0, next_at_ms=0)
        turn(row.pk)
    row.refresh_from_db()
    assert not row.trouble, row.trouble
    settle(site, state_folder())
    found = [one for one in facts.newest(site, since_ms=0) if isinstance(one.fact, KINDS)]
    newest = {one.fact.kind: one for one in sorted(found, key=lambda one: one.taken_at_ms)}
    return tuple(_plain(one) for one in newest.values())


def _plain(seen: Observation) -> Observation:
    """The day of the feed is ours, so that it moves with the recording."""
    if isinstance(seen.fact, WordPressCore) and seen.fact.feed_date_ms is not None:
        return msgspec.structs.replace(seen, fact=msgspec.structs.replace(seen.fact, feed_date_ms=MOMENT))
    return seen


UNIT = Measure("companion", KINDS, ("companion_new", "companion_kept", "companion_left"), scenes)
