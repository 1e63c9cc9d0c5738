"""AWR-08, 09, 19 to 22: plan, test, points, certificate and badge as somebody meets them; nobody else's door opens."""

import base64
import hashlib
import json
import re
from datetime import date
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.cache import cache
from django.test import Client
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Organisation, Person
from rempart.people.actions.forget_old import forget_old
from rempart.people.actions.on_erasure import on_erasure
from rempart.people.core.attempt import Why
from rempart.people.core.exam import LENGTH
from rempart.people.core.library import form_of, lesson, lessons
from rempart.people.core.self_check import questions
from rempart.people.core.worth import LEAST_PEOPLE
from rempart.people.store.certificates import BadgeKey, Certificate
from rempart.people.store.models import Attempt, Card
from rempart.people.store.plan import Exam, PlanItem, SelfCheck
from rempart.people.store.points import Earned, Prize, Purse, Wish
from rempart.people.web.exam_views import _places
from tests.cast import Cast, colleague
from tests.people.web.reading import client

pytestmark = pytest.mark.django_db
DAY_MS = 86_400_000


@pytest.fixture
def learner(cast_: Cast) -> Account:
    return colleague(cast_.lavande, "Lena", Role.LEARNER)


@pytest.fixture(autouse=True)
def unhurried() -> None:
    cache.clear()  # each test asks for certificates afresh


def firm_of(account: Account) -> Organisation:
    return account.membership_set.get().organisation


def answers(**more: str) -> dict[str, str]:
    return {one.id: more.get(one.id, one.options[0].id) for one in questions()}


def test_from_thirteen_questions_to_a_plan_with_dates(learner: Account) -> None:
    who = client(learner)
    assert "Where should you look twice?" in who.get("/my/plan/").content.decode()
    page = who.get("/my/plan/questions/").content.decode()
    assert page.count("<fieldset") == len(questions())
    given = answers(sign_in="same", payments="often")
    refused = who.post("/my/plan/questions/", {**given, "phone": ""})
    assert refused.status_code == 422
    assert "1 question is still open" in refused.content.decode()
    assert 'value="same" required checked' in refused.content.decode()
    page = who.post("/my/plan/questions/", given, follow=True).content.decode()
    assert "things are on your plan" in page
    items = PlanItem.objects.filter(account=learner)
    assert {one.lesson for one in items} >= {"passwords_and_second_factors", "payment_voice"}
    assert all(one.due.weekday() < 5 and one.due > date(2020, 1, 1) for one in items)
    file = who.get("/my/plan/plan.ics")
    assert file.headers["Content-Type"].startswith("text/calendar")
    assert file.content.count(b"BEGIN:VEVENT") == items.count()
    first = items.order_by("due", "kind", "pk")[0]
    who.post("/my/plan/", {"item": first.uid, "do": "done"})
    assert who.get("/my/plan/plan.ics").content.count(b"BEGIN:VEVENT") == items.count() - 1
    who.post("/my/plan/", {"item": first.uid, "do": "undo"})
    first.refresh_from_db()
    assert first.done_ms is None


def test_a_lesson_that_was_taken_is_done_without_a_tick_and_a_new_plan_keeps_what_is_done(learner: Account) -> None:
    who, firm = client(learner), firm_of(learner)
    who.post("/my/plan/questions/", answers(sign_in="same"))
    habit = PlanItem.objects.get(account=learner, kind="habit")
    who.post("/my/plan/", {"item": habit.uid, "do": "done"})
    PlanItem.objects.filter(kind="lesson").update(made_ms=now_ms() - 1_000)
    taken(learner, firm, "passwords_and_second_factors")
    assert "Everything on your plan is done" in who.get("/my/plan/").content.decode()
    who.post("/my/plan/questions/", answers(sign_in="same", unexpected="open"))
    again = {(one.kind, one.lesson): one for one in PlanItem.objects.filter(account=learner)}
    assert again["habit", "passwords_and_second_factors"].done_ms is not None
    assert ("lesson", "archives_and_macros") in again
    assert SelfCheck.objects.count() == 1


def taken(account: Account, firm: Organisation, name: str) -> None:
    now = now_ms()
    found = lessons()[name]["en"]
    Attempt.objects.create(
        account=account, organisation=firm, lesson=name, form=form_of(found), begun_ms=now, shown_ms=now, ended_ms=now,
        why=Why.COUNTS, minutes=20,
    )  # fmt: skip


def test_nobody_else_opens_a_plan_a_test_or_a_certificate(learner: Account, cast_: Cast) -> None:
    who = client(learner)
    who.post("/my/plan/questions/", answers(sign_in="same"))
    path = who.post("/my/test/").headers["Location"]
    item = PlanItem.objects.filter(account=learner)[0]
    exam_taken(learner, firm_of(learner))
    who.post("/my/certificates/", {"what": "test"})
    uid = Certificate.objects.get().uid
    for other in (cast_.alice, cast_.bob, cast_.charlie):
        looks = client(other)
        assert looks.get(path).status_code == 404
        assert looks.post(path, {"number": "1", "value": "0"}).status_code == 404
        assert looks.post("/my/plan/", {"item": item.uid}).status_code == 404
        assert looks.get(f"/my/certificates/{uid}/certificate.pdf").status_code == 404
        assert looks.get(f"/my/certificates/{uid}/badge.jwt").status_code == 404
        assert item.lesson not in looks.get("/my/plan/").content.decode()


class Taker:
    """Takes a test as a browser does; each question stands there for a minute."""

    def __init__(self, who: Client, each_s: int = 60) -> None:
        self.who, self.each_s = who, each_s
        self.path = who.post("/my/test/").headers["Location"]
        self.row = Exam.objects.get(uid=self.path.strip("/").rpartition("/")[2])

    def answer(self, *, is_right: bool) -> None:
        Exam.objects.filter(pk=self.row.pk).update(shown_ms=self.row.shown_ms - self.each_s * 1_000)
        number = len(self.row.answered)
        name, question = self.row.names()[number]
        asked = (lesson(name, "en") or pytest.fail(name)).question(question) or pytest.fail(question)
        wanted = next(at for at, one in enumerate(asked.answers) if one.is_right is is_right)
        value = _places(self.row, number, asked).index(wanted)
        self.who.post(self.path, {"number": str(number + 1), "value": str(value)})
        self.row.refresh_from_db()

    def page(self) -> str:
        return self.who.get(self.path).content.decode()


def test_a_test_ends_in_dates_and_in_questions_that_come_again(learner: Account) -> None:
    taken(learner, firm_of(learner), next(iter(lessons())))
    taker = Taker(client(learner))
    assert "Question 1 of 20" in taker.page()
    for stale in ({"number": "7", "value": "0"}, {"number": "1", "value": "9"}, {"number": "1", "value": "x"}, {}):
        taker.who.post(taker.path, stale)
    taker.row.refresh_from_db()
    assert taker.row.answered == []
    for number in range(LENGTH):
        taker.answer(is_right=number >= 5)
    assert (taker.row.right, taker.row.asked, taker.row.is_hurried, taker.row.round) == (15, 20, False, "final")
    page = taker.page()
    assert "15 of 20 answers fitted" in page
    ours = page.split("<main")[1].split("<section")[0]  # what follows are the lessons' own words
    assert not re.search(r"fail|wrong|bad result|mistake", ours, re.IGNORECASE)
    missed = {one[0] for one in taker.row.drawn[:5]}
    assert {one.lesson for one in PlanItem.objects.filter(account=learner, origin="test")} == missed
    assert Card.objects.filter(account=learner, box=1).count() == 5
    assert "Tomorrow the next one" in taker.who.post("/my/test/", follow=True).content.decode()
    Exam.objects.update(ended_ms=now_ms() - 2 * DAY_MS)
    again = Taker(client(learner, "zh-hans"))
    assert not set(map(tuple, again.row.drawn)) & set(map(tuple, taker.row.drawn))
    assert 'lang="zh-hans"' in again.page()


def test_clicking_through_a_test_stands_in_no_figure(learner: Account) -> None:
    taker = Taker(client(learner), each_s=0)
    for _ in range(LENGTH):
        taker.answer(is_right=True)
    assert taker.row.is_hurried
    assert taker.row.round == "before"
    assert "faster than anybody reads" in taker.page()
    taker.who.post("/my/certificates/", {"what": "test"})
    assert not Certificate.objects.exists()


def exam_taken(account: Account, firm: Organisation, right: int = 18, round_: str = "final", **more: Any) -> Exam:
    now = now_ms()
    fields = {"begun_ms": now, "shown_ms": now, "ended_ms": now, "right": right, "asked": 20, "round": round_, **more}
    return Exam.objects.create(account=account, organisation=firm, **fields)


def test_knowledge_is_told_of_groups_and_questions_from_thirty_people_on(cast_: Cast) -> None:
    firm = cast_.lavande
    people = [colleague(firm, f"P{number}", Role.LEARNER) for number in range(LEAST_PEOPLE)]
    name, question = "suppliers", lessons()["suppliers"]["en"].questions[0]
    right = next(at for at, one in enumerate(question.answers) if one.is_right)
    other = lessons()["insiders"]["en"].questions[0]
    key = next(at for at, one in enumerate(other.answers) if one.is_right)
    owner = client(cast_.alice)
    for at, who in enumerate(people[:-1]):
        places = (right, key) if at % 2 else (right + 1, key + 1)
        exam_taken(
            who, firm, right=10 + at % 8, drawn=[[name, question.id], ["insiders", other.id]],
            answered=[[place % 3, 60.0] for place in places],
        )  # fmt: skip
    assert "does its work" not in owner.get("/lessons/questions/").content.decode()
    exam_taken(
        people[-1], firm, drawn=[[name, question.id], ["insiders", other.id]], answered=[[right, 60.0], [key, 60.0]]
    )
    assert "does its work" in owner.get("/lessons/questions/").content.decode()
    page = owner.get("/learning/results/").content.decode()
    assert ">24<" in page  # thirty people: three groups of eight
    assert client(cast_.bob).get("/learning/results/").status_code == 200  # an auditor reads figures
    assert client(people[0]).get("/learning/results/").status_code == 403
    for account in (people[0], cast_.bob):
        assert client(account).get("/lessons/questions/").status_code == 403
        assert client(account).get("/learning/prizes/").status_code == 403


def test_points_prizes_and_the_way_out(learner: Account, cast_: Cast) -> None:
    firm, organiser, who = cast_.lavande, client(cast_.alice), client(learner)
    assert "No points yet" in who.get("/my/points/").content.decode()
    Purse.objects.create(account=learner, organisation=firm, balance=70)
    Earned.objects.create(organisation=firm, account=learner, points=70, what="suppliers", source="x", at_ms=now_ms())
    wrong = organiser.post("/learning/prizes/", {"do": "offer", "name": "", "points": "0", "value": "x", "stock": "1"})
    assert wrong.status_code == 422
    assert organiser.post("/learning/prizes/", {"do": "budget", "budget": "100.50"}).status_code == 302
    offer = {"do": "offer", "name": "Earphones <b>", "points": "60", "value": "39.90", "stock": "1"}
    assert organiser.post("/learning/prizes/", offer).status_code == 302
    prize = Prize.objects.get()
    assert prize.value_minor == 3_990
    page = who.get("/my/points/").content.decode()
    assert "Earphones &lt;b&gt;" in page
    assert "rewards changed nothing" in page
    assert "It is yours" in who.post("/my/points/", {"do": "ask", "prize": prize.uid}, follow=True).content.decode()
    assert "do not reach" in who.post("/my/points/", {"do": "ask", "prize": prize.uid}, follow=True).content.decode()
    assert client(cast_.charlie).post("/my/points/", {"do": "ask", "prize": prize.uid}).status_code == 404
    assert client(cast_.bob).post("/my/points/", {"do": "back", "wish": Wish.objects.get().uid}).status_code == 404
    page = organiser.get("/learning/prizes/").content.decode()
    assert "Lena" in page
    assert "1 prize waits" in page
    assert (
        "More than this is spoken for"
        in organiser.post("/learning/prizes/", {"do": "budget", "budget": "1"}).content.decode()
    )
    organiser.post("/learning/prizes/", {"do": "hand", "uid": Wish.objects.get().uid})
    assert Wish.objects.get().state == Wish.HANDED
    organiser.post("/learning/prizes/", {"do": "restock", "uid": prize.uid, "stock": "5"})
    prize.refresh_from_db()
    assert (prize.stock, prize.is_offered) == (5, False)
    page = who.post("/my/points/", {"do": "choose", "part": "out"}, follow=True).content.decode()
    assert "You take no part in points" in page
    assert "Lena" not in organiser.get("/learning/prizes/").content.decode()


def test_a_certificate_verifies_names_its_holder_only_behind_their_link_and_can_be_withdrawn(
    learner: Account, cast_: Cast
) -> None:
    who, stranger = client(learner), Client(headers={"accept-language": "en"})
    assert "None yet" in who.get("/my/certificates/").content.decode()
    who.post("/my/certificates/", {"what": "test"})
    assert not Certificate.objects.exists()
    exam_taken(learner, cast_.lavande, right=14)
    who.post("/my/certificates/", {"what": "test"})
    who.post("/my/certificates/", {"what": "test"})
    row = Certificate.objects.get()  # once
    bare, own = f"/verify/{row.uid}/", f"/verify/{row.uid}/{row.name_key}/"
    page = stranger.get(bare)
    assert "This certificate is valid" in page.content.decode()
    assert "Maison Lavande" in page.content.decode()
    assert "Lena" not in page.content.decode()
    assert "Lena" in stranger.get(own).content.decode()
    assert stranger.get(own).headers["Referrer-Policy"] == "same-origin"  # the link goes no further
    # guessed, cut short, another certificate's key: the same answer as for none at all
    for path in (
        "/verify/aaaaaaaaaaaaaaaa/",
        f"/verify/{row.uid}/{'a' * 16}/",
        f"/verify/{row.uid[:-1]}/",
        "/verify/é/é/",
    ):
        answer = stranger.get(path)
        assert answer.status_code == 404
        assert "No certificate has this address" in answer.content.decode()
    pdf = who.get(f"/my/certificates/{row.uid}/certificate.pdf")
    assert pdf.content.startswith(b"%PDF")
    organiser = client(cast_.alice)
    assert (
        "Nothing of that number"
        in organiser.post("/learning/prizes/", {"do": "withdraw", "certificate": "x"}).content.decode()
    )
    organiser.post("/learning/prizes/", {"do": "withdraw", "certificate": row.uid})
    assert "was withdrawn" in stranger.get(bare).content.decode()
    who.post("/my/certificates/", {"what": "test"})
    assert Certificate.objects.count() == 1  # asking again does not bring it back


def test_guessing_certificates_is_stopped(learner: Account) -> None:
    stranger = Client()
    answers_ = [stranger.get(f"/verify/{number:016d}/").status_code for number in range(62)]
    assert answers_[:60] == [404] * 60
    assert answers_[-1] == 429


def test_a_badge_from_the_page_is_found_whole_by_another_library(learner: Account, cast_: Cast) -> None:
    exam_taken(learner, cast_.lavande)
    who, stranger = client(learner), Client()
    who.post("/my/certificates/", {"what": "test"})
    row = Certificate.objects.get()
    Account.objects.filter(pk=learner.pk).update(email="x@learner.invalid")  # came by staff number
    Person.objects.create(organisation=cast_.lavande, name="Lena", email="lena.staff@lavande.example", account=learner)
    token = who.get(f"/my/certificates/{row.uid}/badge.jwt").content.decode()
    issuer = f"/verify/issuer/{cast_.lavande.uid}/"
    profile = stranger.get(issuer).json()
    assert profile["name"] == "Maison Lavande"
    assert stranger.get("/verify/issuer/nobody/").status_code == 404
    assert stranger.get(f"/verify/issuer/{cast_.velos.uid}/keys.json").status_code == 404
    jwk = stranger.get(f"{issuer}keys.json").json()["keys"][0]
    assert "d" not in jwk
    verifier = OB3Verifier(pem_of(jwk))

    def download(_: str) -> bytes:
        return stranger.get(f"{issuer}status.jwt").content

    found = verifier.verify(token, check_status=True, download=download)
    assert found.issuer.id == profile["id"]
    held = Certificate.objects.get(pk=row.pk)
    meant = hashlib.sha256(f"lena.staff@lavande.example{held.salt}".encode()).hexdigest()
    assert meant in base64.urlsafe_b64decode(token.split(".")[1] + "==").decode()
    client(cast_.alice).post("/learning/prizes/", {"do": "withdraw", "certificate": row.uid})
    with pytest.raises(OB3VerificationError, match="revocation"):
        verifier.verify(token, check_status=True, download=download)


def test_after_a_move_badges_are_signed_anew_and_no_place_is_used_twice(learner: Account, cast_: Cast) -> None:
    """Keys stay behind (tests/upkeep/tenants), certificates come along."""
    exam_taken(learner, cast_.lavande)
    exam_taken(cast_.bob, cast_.lavande)
    client(learner).post("/my/certificates/", {"what": "test"})
    row = Certificate.objects.get()
    BadgeKey.objects.all().delete()
    assert client(learner).get(f"/my/certificates/{row.uid}/badge.jwt").status_code == 200
    client(cast_.bob).post("/my/certificates/", {"what": "test"})
    assert sorted(Certificate.objects.values_list("place", flat=True)) == [0, 1]


def pem_of(jwk: dict[str, str]) -> bytes:
    import base64

    key = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(jwk["x"] + "=="))
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def test_an_erased_person_leaves_a_certificate_without_a_name_and_nothing_else(learner: Account, cast_: Cast) -> None:
    who = client(learner)
    who.post("/my/plan/questions/", answers(sign_in="same"))
    exam_taken(learner, cast_.lavande)
    who.post("/my/certificates/", {"what": "test"})
    row = Certificate.objects.get()
    on_erasure([learner.uid])
    assert (SelfCheck.objects.count(), PlanItem.objects.count(), Exam.objects.count()) == (0, 0, 0)
    page = Client(headers={"accept-language": "en"}).get(f"/verify/{row.uid}/{row.name_key}/").content.decode()
    assert "This certificate is valid" in page
    assert "The name is no longer kept here" in page
    assert "Lena" not in page


def test_it_is_forgotten_after_a_year_and_certificates_after_three(learner: Account, cast_: Cast) -> None:
    who = client(learner)
    who.post("/my/plan/questions/", answers(sign_in="same"))
    exam_taken(learner, cast_.lavande)
    who.post("/my/certificates/", {"what": "test"})
    forget_old(now_ms() + 367 * DAY_MS)
    assert (SelfCheck.objects.count(), PlanItem.objects.count(), Exam.objects.count()) == (0, 0, 0)
    assert Certificate.objects.count() == 1
    forget_old(now_ms() + 4 * 366 * DAY_MS)
    assert Certificate.objects.count() == 0


def test_the_api_tells_one_s_own_and_what_is_to_hand_over(cast_: Cast) -> None:
    from tests.console.doors import token_of

    token = token_of(cast_.alice, cast_.lavande)
    head = {"authorization": f"Bearer {token}"}
    api = Client(headers=head)
    assert api.get("/api/v1/my/points").json() == {"balance": 0, "takes_part": True}
    assert api.get("/api/v1/my/plan").json() == {"items": []}
    sent = {"name": "Lunch", "points": 40, "value_minor": 1_500, "stock": 3}
    made = api.post("/api/v1/learning/prizes", json.dumps(sent), content_type="application/json")
    assert made.status_code == 201
    budget = api.put("/api/v1/learning/prizes/budget", '{"budget_minor": 9000}', content_type="application/json")
    assert budget.json() == {"budget_minor": 9_000}
    assert api.get("/api/v1/learning/prizes").json()["prizes"][0]["name"] == "Lunch"
    assert len(api.get("/api/v1/learning/results").json()["rounds"]) == 3
    assert api.get("/api/v1/learning/challenge").json() == {"name": None, "sides": []}
    assert api.get("/api/v1/lessons/questions").json()["questions"][0]["flag"] == "too_few"
