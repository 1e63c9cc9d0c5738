"""A leaver of a real WordPress: nothing that opened the account opens it any more, and what they wrote stays."""

from collections.abc import Iterator

import pytest

from dev.wordpress import Site
from rempart.lifecycle.connectors.wordpress import UNIT
from rempart.lifecycle.core.connector import Identity, Target, Trouble
from rempart.lifecycle.net.client import call
from tests.lifecycle.wordpress_people import administrator_secret, application_passwords, someone

pytestmark = pytest.mark.slow


@pytest.fixture
def target(wordpress: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Target]:
    """The site as the owner connects it."""
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    with application_passwords(wordpress):
        given = {"address": wordpress.url + "/", "user": wordpress.person, "password": administrator_secret(wordpress)}
        yield Target("t1", given)


def other(target: Target, **settings: str) -> Target:
    """With other settings."""
    return Target(target.uid, {**target.settings, **settings})


def test_everything_ends_and_the_posts_stay(wordpress: Site, target: Target) -> None:
    """Old application password, old cookie, role: all tried before and after; twice does no harm."""
    assert UNIT.check(target, call) == "ok"
    nadia = someone(wordpress, "nadia")
    assert (nadia.by_application_password(), nadia.by_cookie()) == (200, 200)
    proof = UNIT.revoke(target, Identity("p", email="NADIA@lavande.example"), call)
    assert (nadia.by_application_password(), nadia.by_cookie()) == (401, 302)
    assert nadia.as_stored() == {"login": "nadia", "roles": [], "passwords": 0, "posts": 1}
    assert (proof.was_known, proof.seen) == (True, {"users": 1})
    assert proof.read_back == {"user_1": f"id={nadia.id} application_passwords=0 roles=0 rights=0"}
    assert UNIT.revoke(target, Identity("p", email="nadia@lavande.example"), call) == proof


def test_nobody_there_is_proof_and_parts_are_somebody_else(wordpress: Site, target: Target) -> None:
    """A search finds parts of addresses; only the whole one counts."""
    emma = someone(wordpress, "emma")
    assert not UNIT.revoke(target, Identity("p", email="mma@lavande.example"), call).was_known
    assert not UNIT.revoke(target, Identity("p", email="*@lavande.example"), call).was_known
    assert emma.by_application_password() == 200
    assert UNIT.revoke(target, Identity("p", email="x@y.example", known_as="emma"), call).was_known
    assert emma.by_application_password() == 401


def test_our_own_account_is_not_shut_in_silence(wordpress: Site, target: Target) -> None:
    """We would cut the branch that we sit on, and could not look any more."""
    with pytest.raises(Trouble) as said:
        UNIT.revoke(target, Identity("p", known_as=wordpress.person), call)
    assert said.value.code == "our_own"
    assert UNIT.check(target, call) == "ok"


def test_an_editor_is_told_which_rights_are_missing(wordpress: Site, target: Target) -> None:
    """Before the first leaver, and with the first one."""
    paul = someone(wordpress, "paul")
    weak = other(target, user="paul", password=paul.secret)
    for attempt in (
        lambda: UNIT.check(weak, call),
        lambda: UNIT.revoke(weak, Identity("p", email="q@x.example"), call),
    ):
        with pytest.raises(Trouble) as said:
            attempt()
        assert (said.value.code, said.value.detail) == ("rights_missing", "list_users, edit_users, promote_users")


def test_a_right_of_their_own_is_named(wordpress: Site, target: Target) -> None:
    """A plug-in gave it to the person and not to the role; REST cannot take it away."""
    zoe = someone(wordpress, "zoe")
    wordpress.php(f"get_userdata({zoe.id})->add_cap('edit_theme_options');")
    with pytest.raises(Trouble) as said:
        UNIT.revoke(target, Identity("p", email="zoe@lavande.example"), call)
    assert (said.value.code, said.value.detail) == ("own_rights", "rights besides a role: edit_theme_options")
    assert (zoe.by_application_password(), zoe.by_cookie()) == (401, 302)


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        ("add_filter('rest_authentication_errors', fn() => new WP_Error('rest_disabled', 'No.', ['status' => 403]));", "rest_closed"),
        ("if (isset($_GET['rest_route'])) { http_response_code(404); exit('<h1>Not found</h1>'); }", "rest_closed"),
        ("add_filter('wp_is_application_passwords_available', '__return_false', 99);", "refused_us"),
        ("if (isset($_GET['rest_route'])) { header('Location: https://elsewhere.example/', true, 301); exit; }", "moved"),
    ],
    ids=["forbidden", "hidden", "switched_off", "moved"],
)  # fmt: skip
def test_a_site_that_is_closed_to_us(wordpress: Site, target: Target, code: str, trouble: str) -> None:
    """Each says what to do, and none counts as a leaver who was not known."""
    wordpress.must_use("closed", code)
    try:
        with pytest.raises(Trouble) as said:
            UNIT.revoke(target, Identity("p", email="nobody@x.example"), call)
    finally:
        wordpress.must_use("closed", None)
    assert said.value.code == trouble


@pytest.mark.parametrize("user", ["mason", "nobody"])
def test_our_password_revoked(wordpress: Site, target: Target, user: str) -> None:
    """Told apart from a site that does not answer; the secret is in no sentence."""
    with wordpress.planted("rest_open", "user_rest"), pytest.raises(Trouble) as said:
        UNIT.check(other(target, user=user, password="abcd efgh"), call)
    assert said.value.code == "refused_us"
    assert "abcd" not in said.value.detail
