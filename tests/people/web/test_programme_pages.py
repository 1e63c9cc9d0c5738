"""AWR-11, AWR-12, AWR-22, AWR-29: the pages of programmes, the organiser's and the learner's, and what nobody else sees."""

import datetime as dt
import re

import pytest
from django.test import Client
from icalendar import Calendar

from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.models import Person, Team
from rempart.people.actions.join_programme import join
from rempart.people.actions.session_seat import take_seat
from rempart.people.store.programme import Enrolment, LearnerChoice, Programme, Seat, Session
from tests.cast import Cast, colleague
from tests.people.programmes import Running, enrolled, learner, running, today
from tests.people.web.reading import client


@pytest.fixture
def here(cast_: Cast) -> Running:
    return running(cast_.alice, cast_.lavande)


@pytest.mark.parametrize("language", ["en", "fr", "zh-hans"])
def test_from_a_ready_one_to_an_open_programme(cast_: Cast, language: str) -> None:
    who = client(cast_.alice, language)
    assert who.post("/programmes/", {"template": "four_sessions", "starts_on": ""}).status_code == 422
    made = who.post(
        "/programmes/", {"template": "four_sessions", "starts_on": today().isoformat(), "zone": "Europe/Paris"}
    )
    page = who.get(made.headers["Location"]).content.decode()
    title = {"en": "Four sessions", "fr": "Quatre séances", "zh-hans": "年底四场培训"}[language]
    assert title in page
    edit = f"{made.headers['Location']}edit/"
    assert who.get(edit).status_code == 200
    bad = who.post(edit, {"title": "Ours", "ends_on": "2001-01-01", "starts_on": today().isoformat()})
    assert (bad.status_code, "Ours" in bad.content.decode()) == (422, True)
    who.post(made.headers["Location"], {"do": "open"})
    assert Programme.objects.get().state == Programme.OPEN
    assert who.get(edit).status_code == 200


def test_what_is_not_written_yet_is_said_so(cast_: Cast, here: Running) -> None:
    """AWR-27: never done, on both pages."""
    (ann,) = enrolled(here.programme, "Annette")
    for who, path in ((client(cast_.alice), f"/programmes/{here.programme.uid}/"), (client(ann), "/programme/")):
        page = who.get(path).content.decode()
        assert page.count("not there yet") == 24
        assert "Secrecy: what stays within" in page
    assert "0 of 720 minutes" in client(ann).get("/programme/").content.decode()


def test_a_learner_enrols_takes_a_seat_and_has_it_in_the_calendar(cast_: Cast, here: Running) -> None:
    ann = learner(cast_.lavande, "Annette")
    who = client(ann)
    assert "Enrol" in who.get("/programme/").content.decode()
    who.post("/programme/", {"do": "join", "programme": here.programme.uid})
    session = f"/programme/sessions/{here.session.uid}/"
    assert "Take a seat" in who.get(session).content.decode()
    assert "live.example" not in who.get(session).content.decode()
    who.post(session, {"do": "take"})
    assert "live.example" in who.get(session).content.decode()
    page = who.post("/programme/", {"do": "calendar"}).content.decode()
    path = (re.search(r"/programme/calendar/[\w-]{43}\.ics", page) or pytest.fail(page))[0]
    assert path not in who.get("/programme/").content.decode()  # shown only once
    answer = Client().get(path)
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(event["summary"]), str(event["status"])) == ("Questions", "CONFIRMED")
    assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(minutes=60)
    assert "Annette" not in answer.content.decode()
    who.post("/programme/", {"do": "end_calendar"})
    assert Client().get(path).status_code == 404
    assert Client().get("/programme/calendar/.ics").status_code == 404
    who.post(session, {"do": "leave"})
    assert not Seat.objects.exists()


def test_a_calendar_ends_with_the_access(cast_: Cast, here: Running) -> None:
    (ann,) = enrolled(here.programme, "Annette")
    page = client(ann).post("/programme/", {"do": "calendar"}).content.decode()
    path = (re.search(r"/programme/calendar/[\w-]+\.ics", page) or pytest.fail(page))[0]
    secret = path.rpartition("/")[2].removesuffix(".ics")
    held = LearnerChoice.objects.get()
    assert secret not in (held.calendar_digest, str(held.__dict__))
    assert Client().get(path).status_code == 200
    ann.membership_set.all().delete()
    assert Client().get(path).status_code == 404


def test_the_team_sees_who_wants_it_and_nothing_of_what_they_do(cast_: Cast, here: Running) -> None:
    team = Team.objects.create(organisation=cast_.lavande, name="Sales")
    ann, ben = learner(cast_.lavande, "Annette", team), learner(cast_.lavande, "Ben", team)
    other = learner(cast_.lavande, "Cleo")
    for one in (ann, ben, other):
        join(one, here.programme)
    assert "Annette" not in client(ben).get("/programme/").content.decode()
    client(ann).post("/programme/", {"do": "share", "programme": here.programme.uid})
    assert "Annette" in client(ben).get("/programme/").content.decode()
    assert "Annette" not in client(other).get("/programme/").content.decode()
    client(ann).post("/programme/", {"do": "hide", "programme": here.programme.uid})
    assert "Annette" not in client(ben).get("/programme/").content.decode()


def test_strangers_and_learners_stay_outside(cast_: Cast, here: Running) -> None:
    (ann,) = enrolled(here.programme, "Annette")
    take_seat(ann, here.session)
    ways = [
        "/programmes/", "/programmes/letters/", f"/programmes/{here.programme.uid}/", f"/programmes/{here.programme.uid}/edit/",
        f"/programmes/{here.programme.uid}/progress/", f"/programmes/sessions/{here.session.uid}/edit/",
        f"/programmes/sessions/{here.session.uid}/sheet/", f"/programmes/{here.programme.uid}/sessions/add/",
    ]  # fmt: skip
    for way in ways:
        assert client(ann).get(way).status_code == 403
        if here.programme.uid in way or here.session.uid in way:
            assert client(cast_.charlie).get(way).status_code == 404
    assert client(cast_.charlie).get(f"/programme/sessions/{here.session.uid}/").status_code == 404
    assert client(cast_.charlie).post("/programme/", {"do": "join", "programme": here.programme.uid}).status_code == 404
    lead = client(colleague(cast_.lavande, "Lead", Role.TEAM_LEAD))
    assert lead.get(f"/programmes/{here.programme.uid}/progress/").status_code == 200
    assert "Annette" not in lead.get(f"/programmes/{here.programme.uid}/progress/").content.decode()


def test_the_organiser_plans_calls_off_and_ticks(cast_: Cast, here: Running) -> None:
    (ann,) = enrolled(here.programme, "Annette")
    take_seat(ann, here.session)
    who, way = client(cast_.alice), f"/programmes/sessions/{here.session.uid}/edit/"
    assert "Annette" in who.get(way).content.decode()
    assert "Annette" in who.get(f"/programmes/sessions/{here.session.uid}/sheet/").content.decode()
    given = {
        "title": "Talk",
        "starts": "2030-01-07T10:00",
        "minutes": "45",
        "way": "live",
        "capacity": "9",
        "speaker": "Ms Guest",
    }
    add = f"/programmes/{here.programme.uid}/sessions/add/"
    assert who.post(add, {**given, "capacity": "0"}).status_code == 422
    assert who.post(add, {**given, "link": "javascript:alert(1)"}).status_code == 422
    assert who.post(add, given).status_code == 302
    assert who.post(way, {**given, "do": "change", "capacity": "9"}).status_code == 302
    here.session.refresh_from_db()
    assert (here.session.title, here.session.changed) == ("Talk", 1)
    Session.objects.filter(pk=here.session.pk).update(starts_ms=1)
    seat = Seat.objects.get()
    who.post(way, {"do": "there", "there": [seat.uid]})
    seat.refresh_from_db()
    assert seat.was_there is True
    assert "you were there" in client(ann).get("/programme/").content.decode()


def test_letters_are_known_by_words(cast_: Cast) -> None:
    who = client(cast_.alice)
    assert who.post("/programmes/letters/", {"phrase": "short", "address": "x"}).status_code == 422
    assert (
        who.post("/programmes/letters/", {"phrase": "long enough words", "address": "a.example/?t=1"}).status_code
        == 422
    )
    who.post(
        "/programmes/letters/",
        {
            "phrase": "the lighthouse keeps its lamp lit",
            "address": "https://learn.example.com/",
            "zone": "Europe/Paris",
        },
    )
    page = who.get("/programmes/letters/").content.decode()
    assert "learn.example.com" in page
    running(cast_.alice, cast_.lavande)
    assert "lighthouse" in client(learner(cast_.lavande, "Annette")).get("/programme/").content.decode()


@pytest.mark.parametrize("language", ["en", "fr", "zh-hans"])
def test_today_has_a_tip_and_in_the_culture_week_a_strip(cast_: Cast, here: Running, language: str) -> None:
    who = client(learner(cast_.lavande, "Annette"), language)
    assert "<svg viewBox" not in who.get("/learning/today/").content.decode()
    Programme.objects.update(culture_from=today())
    page = who.get("/learning/today/").content.decode()
    assert page.count('role="img" aria-labelledby="the_') == 3


def test_the_api_tells_figures_and_ones_own_part(cast_: Cast, here: Running) -> None:
    Person.objects.create(organisation=cast_.lavande, name="Alice", account=cast_.alice)
    join(cast_.alice, here.programme)
    secret = make_token(cast_.alice, cast_.lavande, "all", (Permission.TEACH, Permission.READ_LEARNING), 7).secret
    api = Client(headers={"authorization": f"Bearer {secret}"})
    made = api.post(
        "/api/v1/programmes", {"template": "four_sessions", "starts_on": "2027-12-06"}, content_type="application/json"
    )
    assert (made.status_code, made.json()["ends_on"]) == (201, "2027-12-27")
    one = api.get(f"/api/v1/programmes/{made.json()['uid']}").json()
    assert [session["starts_at"][:10] for session in one["sessions"]] == [
        "2027-12-06",
        "2027-12-13",
        "2027-12-20",
        "2027-12-27",
    ]
    assert (
        api.post("/api/v1/programmes", {"starts_on": "2027-02-30"}, content_type="application/json").status_code == 422
    )
    assert api.get(f"/api/v1/programmes/{here.programme.uid}/progress").json()["groups"] == []
    assert api.get("/api/v1/my/programmes").json()["programmes"][0]["is_enrolled"] is True
    assert Enrolment.objects.count() == 1
