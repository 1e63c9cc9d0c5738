"""The switches with a real companion on real hosting: set, held, let go of in wp-admin, and seen."""

import pytest

from rempart.companion.actions.connect import connect
from rempart.companion.actions.poll import turn
from rempart.companion.actions.set_policy import NotSet, end_pauses, give_grace, set_policy
from rempart.companion.core.policy import SIMPLE, LoginChallenge, LoginLimit, Policy, SecondFactor, asked
from rempart.companion.store.models import Link
from rempart.companion.web.protections import document
from rempart.directory.store.models import Site
from tests.cast import Cast
from tests.companion.enforce.ward import ENFORCE
from tests.companion.house import code_of
from tests.companion.hub.test_real_site import account, site
from tests.companion.hub.turning import again, kinds
from tests.servers.apache import Account

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
__all__ = ["account", "site"]
EVERYTHING = Policy(
    **dict.fromkeys(SIMPLE, True), xmlrpc="closed", login_limit=LoginLimit(), login_challenge=LoginChallenge(),
    second_factor=SecondFactor(),
)  # fmt: skip


def test_set_held_let_go_of_there_and_seen(cast_: Cast, account: Account, site: Site) -> None:
    link = connect(cast_.alice, site, code_of(account))
    turn(link.pk)
    told = set_policy(cast_.alice, link, EVERYTHING)
    assert asked(told.policy) == asked(EVERYTHING)
    assert document(link)["not_held"] == []
    with pytest.raises(NotSet, match="not_understood"):
        set_policy(cast_.alice, link, Policy(second_factor=SecondFactor(roles=("emperor",))))
    again(link, look=True)
    assert link.settings["xmlrpc_enabled"] is False
    assert link.settings["application_passwords"] is False
    give_grace(cast_.alice, link, 1)
    end_pauses(cast_.alice, link)
    code = f"wp_set_current_user(1); {ENFORCE}Policy::set(array_diff_key({ENFORCE}Policy::all(), ['xmlrpc' => 1]), 1);"
    account.php(code)  # as Tools > Protection does
    again(link)
    again(link)
    assert document(link)["not_held"] == ["xmlrpc"]
    assert {"companion.policy.changed", "companion.policy.drifted"} <= set(kinds("companion.policy"))
    account.write("wp-content/mu-plugins/away.php", "<?php define('REMPART_COMPANION_LET_GO', true);")
    again(link, look=True)
    assert len(document(link)["not_held"]) == len(asked(EVERYTHING))
    account.delete("wp-content/mu-plugins/away.php")
    set_policy(cast_.alice, Link.objects.get(pk=link.pk), Policy())
    assert account.php(f"echo json_encode({ENFORCE}Policy::all());") == "[]"
