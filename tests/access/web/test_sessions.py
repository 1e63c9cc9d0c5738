"""A session belongs to one browser, ends in time, and can be ended from elsewhere."""

import base64
import shutil
import zlib
from importlib.metadata import distribution

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from rempart.access.actions.clear_sessions import clear_sessions
from rempart.access.core.limits import ABSOLUTE_S, IDLE_S
from rempart.access.store.countries import FILE
from rempart.access.store.models import KnownBrowser, Letter, SignIn
from rempart.channel.place import state_folder
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.store.models import Membership
from tests.access.people import CHINA, CHROME, FRANCE, browser, give_password, is_in, sign_in
from tests.access.record import every_byte, kinds
from tests.cast import PASSWORD, Cast

COUNTRIES = distribution("geoip2fast").locate_file("geoip2fast/geoip2fast-ipv6.dat.gz")
pytestmark = pytest.mark.django_db


@pytest.fixture
def people(cast_: Cast) -> Cast:
    give_password(cast_.alice)
    return cast_


def thief_of(client: Client, agent: str) -> Client:
    """Another browser that has got hold of the session cookie alone."""
    other = browser(agent)
    other.cookies["sessionid"] = client.cookies["sessionid"].value
    return other


def test_signing_in_makes_a_row_and_an_entry(people: Cast) -> None:
    mine = browser()
    assert sign_in(mine, people.alice).headers["Location"] == "/"
    row = SignIn.objects.get()
    assert (row.family, row.system, row.kind, row.way) == ("Firefox", "Linux", "computer", "password+totp")
    assert row.digest == KnownBrowser.objects.get().digest
    assert "access.account.signed_in" in kinds(people.lavande)
    assert b"Gecko" not in every_byte()
    assert b"127.0.0.1" not in every_byte()
    assert not Letter.objects.exists()  # the first sign-in is new in everything


def test_a_stolen_session_cookie_opens_nothing_and_ends_the_session(people: Cast) -> None:
    mine = browser()
    sign_in(mine, people.alice)
    assert is_in(mine)
    assert not is_in(thief_of(mine, CHROME))
    assert not is_in(mine)
    assert SignIn.objects.get().why_ended == "stolen"
    assert "access.session.stolen" in kinds(people.lavande)
    assert Letter.objects.get().kind == "session_stolen"


def test_the_same_kind_of_browser_does_not_help_the_thief(people: Cast) -> None:
    mine = browser()
    sign_in(mine, people.alice)
    assert not is_in(thief_of(mine, mine.get("/health").wsgi_request.META["HTTP_USER_AGENT"]))


def test_both_cookies_in_another_kind_of_browser_fail(people: Cast) -> None:
    mine = browser()
    sign_in(mine, people.alice)
    other = browser(CHROME)
    other.cookies.update(mine.cookies)
    assert not is_in(other)


def test_a_planted_browser_cookie_is_replaced_at_sign_in(people: Cast) -> None:
    mine = browser()
    name = f"rempart_browser_{people.alice.uid[:8]}"
    mine.cookies[name] = "planted"
    sign_in(mine, people.alice)
    assert mine.cookies[name].value != "planted"


def test_the_session_key_changes_at_sign_in(people: Cast) -> None:
    mine = browser()
    mine.get("/account/login/")
    mine.post("/account/login/", {"login": people.alice.email, "password": PASSWORD})
    before = mine.cookies["sessionid"].value
    sign_in(mine, people.alice)
    assert mine.cookies["sessionid"].value != before
    fixed = browser()
    fixed.cookies["sessionid"] = before
    assert not is_in(fixed)


@pytest.mark.parametrize(
    ("field", "age_s", "why"), [("seen_ms", IDLE_S, "idle"), ("started_ms", ABSOLUTE_S, "too_old")]
)
@pytest.mark.parametrize("by_duty", [False, True])
def test_sessions_end_in_time(people: Cast, field: str, age_s: int, why: str, by_duty: bool) -> None:
    mine = browser()
    sign_in(mine, people.alice)
    row = SignIn.objects.get()
    SignIn.objects.update(**{field: getattr(row, field) - age_s * 1000 - 1000})
    if by_duty:
        assert clear_sessions() is False
    assert not is_in(mine)
    assert SignIn.objects.get().why_ended == why
    assert "access.session.ended" in kinds(people.lavande)


def test_sessions_are_listed_and_ended_one_by_one_and_all(people: Cast) -> None:
    mine, phone, office = browser(), browser(CHROME), browser(CHROME)
    for one in (mine, phone, office):
        sign_in(one, people.alice)
    page = mine.get("/account/sessions/").content.decode()
    assert page.count("Chrome · Windows") == 2
    assert "Firefox · Linux" in page
    row = SignIn.objects.filter(family="Chrome").first()
    assert row is not None
    assert mine.post(f"/account/sessions/{row.uid}/end/").status_code == 302
    assert [is_in(one) for one in (mine, phone, office)] == [True, False, True]
    mine.post("/account/sessions/end/")
    assert [is_in(one) for one in (mine, phone, office)] == [True, False, False]
    assert Session.objects.count() == 1


def test_nobody_ends_a_strangers_session(people: Cast) -> None:
    sign_in(browser(), people.alice)
    theirs = browser()
    theirs.force_login(people.charlie)
    row = SignIn.objects.get(account=people.alice)
    assert theirs.post(f"/account/sessions/{row.uid}/end/").status_code == 404
    assert SignIn.objects.get(pk=row.pk).ended_ms is None


def test_a_new_browser_tells_the_person_once(people: Cast) -> None:
    sign_in(browser(), people.alice)
    other = browser(CHROME)
    sign_in(other, people.alice)
    assert [letter.kind for letter in Letter.objects.all()] == ["new_browser"]
    other.post("/account/logout/")
    sign_in(other, people.alice)
    assert Letter.objects.count() == 1


def test_a_new_country_tells_the_person(people: Cast) -> None:
    shutil.copy(COUNTRIES, state_folder() / FILE)
    try:
        home = browser(address=FRANCE)
        sign_in(home, people.alice)
        assert SignIn.objects.get().country == "FR"
        home.post("/account/logout/")
        away = browser(address=CHINA)
        away.cookies.update(home.cookies)
        sign_in(away, people.alice)
        assert [letter.kind for letter in Letter.objects.all()] == ["new_country"]
        assert "access.country.appeared" in kinds(people.lavande)
    finally:
        (state_folder() / FILE).unlink()


def test_an_unknown_country_stays_unknown(people: Cast) -> None:
    sign_in(browser(address=FRANCE), people.alice)
    assert SignIn.objects.get().country == ""


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(people: Cast) -> None:
    mine, other = browser(), browser(CHROME)
    sign_in(mine, people.alice)
    sign_in(other, people.alice)
    new = "slate-over-sand-77"
    answer = mine.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    assert is_in(mine)
    assert not is_in(other)


def test_ended_access_ends_sessions_at_once(people: Cast) -> None:
    theirs = browser()
    theirs.force_login(people.bob)
    assert is_in(theirs)
    remove_member(people.alice, Membership.objects.get(account=people.bob))
    assert not is_in(theirs)
    assert not Session.objects.exists()
    assert not KnownBrowser.objects.filter(account=people.bob).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_personal WHERE person = %s", [people.bob.uid])
        assert cursor.fetchone() == (0,)


def test_nothing_of_a_session_can_be_read_in_the_database(people: Cast) -> None:
    mine = browser()
    mine.force_login(people.bob)
    stored = Session.objects.get().session_data
    raw = stored.split(":")[0].lstrip(".")
    clear = base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4))
    if stored.startswith("."):
        clear = zlib.decompress(clear)
    assert b"_auth_user_id" not in clear
