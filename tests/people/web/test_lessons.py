"""AWR-04, AWR-13: a lesson is taken step by step, counts when it was read, and its questions come again; each one's alone."""

import re

import pytest
from django.test import Client

from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account
from rempart.people.actions.forget_old import forget_old
from rempart.people.actions.on_erasure import on_erasure
from rempart.people.core.attempt import Why, asked_next
from rempart.people.core.library import lesson, lessons
from rempart.people.store.models import Attempt, Card
from rempart.people.web.present import answer_order, choice_order
from tests.cast import Cast, colleague
from tests.people.web.reading import client

NAME = next(iter(lessons()))
DAY_MS = 86_400_000


@pytest.fixture
def learner(cast_: Cast) -> Account:
    """Somebody who may do nothing but learn."""
    return colleague(cast_.lavande, "Lena", Role.LEARNER)


class Reader:
    """Takes a lesson as a browser does; time passes as if each step took `each_s`."""

    def __init__(self, who: Client, each_s: int) -> None:
        self.who, self.each_s = who, each_s
        self.path = who.post(f"/lessons/{NAME}/").headers["Location"]
        self.row = Attempt.objects.get(uid=self.path.strip("/").rpartition("/")[2])
        self.lesson = lesson(NAME, "en") or pytest.fail(NAME)

    def send(self, kind: str, step: str, value: object) -> str:
        """The page that follows."""
        Attempt.objects.filter(pk=self.row.pk, ended_ms=None).update(shown_ms=self.row.shown_ms - self.each_s * 1_000)
        answer = self.who.post(self.path, {"kind": kind, "step": step, "value": str(value)}, follow=True)
        assert answer.status_code == 200
        self.row.refresh_from_db()
        return answer.content.decode()

    def scenes(self) -> str:
        """To the first question, always the first choice that is shown."""
        page = self.who.get(self.path).content.decode()
        while (
            found := re.search(r'name="kind" value="scene"><input type="hidden" name="step" value="(\w+)"', page)
        ) is not None:
            page = self.send("scene", found[1], 0)
        return page

    def question(self, *, is_right: bool) -> str:
        asked = asked_next(self.lesson, self.row.steps()[1])
        assert asked is not None
        wanted = next(at for at, one in enumerate(asked.answers) if one.is_right is is_right)
        return self.send("question", asked.id, answer_order(self.row, asked.id, len(asked.answers)).index(wanted))


def test_from_the_list_to_minutes_that_count(learner: Account) -> None:
    who = client(learner)
    assert who.get("/").headers["Location"] == "/lessons/"
    page = who.get("/lessons/").content.decode()
    assert "0 of 720 minutes" in page
    reader = Reader(who, each_s=90)
    assert 'name="kind" value="question"' in reader.scenes()
    page = reader.question(is_right=False)
    assert "Not quite" in page
    while asked_next(reader.lesson, reader.row.steps()[1]) is not None:
        page = reader.question(is_right=True)
    assert "It counts." in page
    assert (reader.row.why, reader.row.minutes) == (Why.COUNTS, 20)
    assert "20 of 720 minutes" in who.get("/lessons/").content.decode()
    # what was not known comes tomorrow, the rest later; today nothing
    boxes = list(Card.objects.filter(account=learner).values_list("box", flat=True))
    assert sorted(boxes) == [1, *[2] * (len(reader.lesson.questions) - 1)]
    assert "No question is due" in who.get("/lessons/repeat/").content.decode()
    Card.objects.filter(box=1).update(due_ms=0)
    assert "1 question is due" in who.get("/lessons/").content.decode()


def test_clicking_through_ends_without_minutes_and_may_be_done_again(learner: Account) -> None:
    reader = Reader(client(learner), each_s=1)
    reader.scenes()
    page = ""
    while asked_next(reader.lesson, reader.row.steps()[1]) is not None:
        page = reader.question(is_right=True)
    assert "faster than anybody reads" in page
    assert (reader.row.why, reader.row.minutes) == (Why.HURRIED, 0)
    again = Reader(client(learner), each_s=90)
    assert again.row.pk != reader.row.pk


def test_a_step_counts_once_whatever_is_sent(learner: Account) -> None:
    reader = Reader(client(learner), each_s=60)
    first = reader.lesson.begins
    reader.send("scene", first, 0)
    assert len(reader.row.taken) == 1
    for kind, step, value in (
        ("scene", first, 0), ("scene", "nowhere", 0), ("scene", first, 99), ("question", reader.lesson.questions[0].id, 0),
        ("question", "none", 0), ("scene", first, "x"), ("scene", first, "-1"), ("scene", first, "٣"), ("", "", ""),
    ):  # fmt: skip
        reader.send(kind, step, value)
    assert (len(reader.row.taken), reader.row.answered) == (1, [])
    # the same attempt is gone on with, in whichever language
    french = client(learner, "fr")
    assert french.post(f"/lessons/{NAME}/").headers["Location"] == reader.path
    assert 'lang="fr"' in french.get(reader.path).content.decode()


def test_a_lesson_that_was_changed_is_begun_anew(learner: Account) -> None:
    reader = Reader(client(learner), each_s=60)
    reader.send("scene", reader.lesson.begins, 0)
    Attempt.objects.update(form="another", taken=[["gone", 0, 9.0]])
    page = reader.who.get(reader.path, follow=True).content.decode()
    assert "changed since" in page
    fresh = Reader(reader.who, each_s=60)
    assert (fresh.row.taken, Attempt.objects.count()) == ([], 1)


def test_what_was_learnt_is_seen_by_nobody_else(learner: Account, cast_: Cast) -> None:
    reader = Reader(client(learner), each_s=60)
    for other in (cast_.alice, cast_.bob, cast_.charlie):
        assert client(other).get(reader.path).status_code == 404
        assert client(other).post(reader.path, {"kind": "scene"}).status_code == 404
    assert Client().get(reader.path).status_code == 302
    assert client(learner).get("/lessons/no_such_lesson/").status_code == 404


def test_questions_come_again_and_an_answer_counts_once(learner: Account) -> None:
    who = client(learner)
    found = lesson(NAME, "en") or pytest.fail(NAME)
    question = found.questions[0]
    card = Card.objects.create(
        account=learner,
        organisation=learner.membership_set.get().organisation,
        lesson=NAME,
        question=question.id,
        box=3,
        due_ms=0,
    )
    Card.objects.create(
        account=learner, organisation=card.organisation, lesson="gone", question="gone", box=1, due_ms=0
    )
    page = who.get("/lessons/repeat/").content.decode()
    assert "1 is left" in page
    given = {"card": card.uid, "asked": "0", "value": str(0)}
    page = who.post("/lessons/repeat/", given, follow=True).content.decode()
    card.refresh_from_db()
    assert (card.asked, card.box in (1, 4), card.due_ms > 0) == (1, True, True)
    assert "That fits" in page or "Not quite" in page
    box = card.box
    who.post("/lessons/repeat/", given)
    card.refresh_from_db()
    assert (card.asked, card.box) == (1, box)
    assert client(colleague(card.organisation, "Tom", Role.LEARNER)).post("/lessons/repeat/", given).status_code == 404


def test_it_goes_after_a_year_and_with_its_person(learner: Account) -> None:
    reader = Reader(client(learner), each_s=60)
    reader.send("scene", reader.lesson.begins, 0)
    assert forget_old() is False
    assert Attempt.objects.count() == 1
    forget_old(reader.row.begun_ms + 367 * DAY_MS)
    assert Attempt.objects.count() == 0
    Reader(client(learner), each_s=60)
    on_erasure([learner.uid])
    assert Attempt.objects.count() == 0


def test_the_order_shown_is_that_of_the_attempt(learner: Account) -> None:
    reader = Reader(client(learner), each_s=60)
    assert sorted(choice_order(reader.row, reader.lesson.begins, 3)) == [0, 1, 2]
