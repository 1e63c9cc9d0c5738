"""The learners' door: staff number and one-time code (ZT-05); and trying to get through it otherwise."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rempart.access.actions.send_letters import send_letters
from rempart.access.core.limits import CODE_TRIES
from rempart.access.core.one_time import code_of as derived
from rempart.access.store.models import LearnerCode, Letter, SignInRule
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.delegate import delegate
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership, Person
from tests.access.people import CHROME, browser, code_of
from tests.access.record import every_byte, kinds
from tests.cast import Cast, enrol
from tests.console.test_fence import NAMES, fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(cast_: Cast) -> Person:
    SignInRule.objects.create(organisation=cast_.lavande, code="lavande")
    return Person.objects.create(
        organisation=cast_.lavande, name="Ann Other", email="ann@lavande.example", staff_number="K 1047"
    )


def ask(client: Client, number: str = "k 1047", door: str = "lavande") -> None:
    answer = client.post(f"/learn/{door}/", {"number": number})
    assert answer.headers["Location"] == f"/learn/{door}/code/"


def mailed() -> str:
    while send_letters():
        pass
    found = re.match(r"(\d{4}) (\d{4})\n", str(mail.outbox[-1].body))
    assert found is not None
    return "".join(found.groups())


def test_number_and_mailed_code_open_the_lessons_and_nothing_else(ann: Person) -> None:
    client = browser()
    assert client.post("/learn/", {"organisation": " Lavande "}).headers["Location"] == "/learn/lavande/"
    ask(client)
    code = mailed()
    assert mail.outbox[-1].to == ["ann@lavande.example"]
    assert client.post("/learn/lavande/code/", {"code": f"{code[:4]} {code[4:]}"}).headers["Location"] == "/"
    page = client.get("/lessons/")
    assert b"0 of 720 minutes" in page.content
    assert b"/organisation/" not in page.content
    ann.refresh_from_db()
    assert ann.account is not None
    assert Membership.objects.get(account=ann.account).role == Role.LEARNER
    assert {"access.code.asked", "access.account.signed_in"} <= set(kinds(ann.organisation))
    assert b"ann@" not in every_byte()
    for address in ("/measure", "/organisation/", "/organisation/people/", "/organisation/members/", "/fleet/"):
        assert is_shut(client.get(address)), address
    assert client.get("/").headers["Location"] == "/lessons/"


def test_the_code_is_nowhere_in_the_database(ann: Person) -> None:
    ask(browser())
    code = mailed()
    row = LearnerCode.objects.get()
    assert code not in str(vars(row))
    assert code not in str(list(Letter.objects.values()))


def test_a_code_works_once_and_only_in_the_browser_that_asked(ann: Person) -> None:
    asked, other = browser(), browser(CHROME)
    ask(asked)
    code = mailed()
    ask(other, "K 9999")
    assert other.post("/learn/lavande/code/", {"code": code}).status_code == 422
    assert browser().post("/learn/lavande/code/", {"code": code}).status_code == 302  # back to asking
    kept = asked.cookies["sessionid"].value
    assert asked.post("/learn/lavande/code/", {"code": code}).status_code == 302
    again = browser()
    again.cookies["sessionid"] = kept
    again.post("/learn/lavande/code/", {"code": code})
    assert again.get("/lessons/").status_code == 302


def test_a_code_dies_after_ten_minutes_and_five_tries(ann: Person) -> None:
    client = browser()
    ask(client)
    code = mailed()
    LearnerCode.objects.update(until_ms=1)
    assert client.post("/learn/lavande/code/", {"code": code}).status_code == 422
    ask(client)
    code = mailed()
    wrong = f"{(int(code) + 1) % 10**8:08d}"
    for _ in range(CODE_TRIES):
        assert client.post("/learn/lavande/code/", {"code": wrong}).status_code == 422
    assert client.post("/learn/lavande/code/", {"code": code}).status_code == 422


def test_a_new_code_leaves_the_old_one_of_the_same_browser_worthless(ann: Person) -> None:
    client = browser()
    ask(client)
    first = mailed()
    ask(client)
    assert client.post("/learn/lavande/code/", {"code": first}).status_code == 422


def page_without_token(client: Client, door: str, number: str) -> tuple[int, str]:
    client.post(f"/learn/{door}/", {"number": number})
    answer = client.get(f"/learn/{door}/code/")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return answer.status_code, text.replace(door, "DOOR")


def test_unknown_numbers_and_doors_get_the_same_answer(ann: Person) -> None:
    known = page_without_token(browser(), "lavande", "K 1047")
    assert page_without_token(browser(), "lavande", "K 1048") == known
    assert page_without_token(browser(), "nowhere", "K 1047") == known
    assert Letter.objects.count() == 3
    while send_letters():
        pass
    assert len(mail.outbox) == 1


def test_unknown_numbers_take_the_same_steps(ann: Person) -> None:
    steps = []
    for number, address in (("K 1047", "192.0.2.1"), ("K 1048", "192.0.2.2")):
        client = browser(address=address)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            ask(client, number)
            client.post("/learn/lavande/code/", {"code": "00000000"})
        steps.append([re.sub(r"\W.*", "", query["sql"]) for query in seen])
    assert steps[0] == steps[1]


def test_a_mailbox_is_not_flooded(ann: Person) -> None:
    for _ in range(5):
        ask(browser())
    assert browser().post("/learn/lavande/", {"number": "K 1047"}).status_code == 429
    for _ in range(5):
        ask(browser(), "K 9999")
    assert browser().post("/learn/lavande/", {"number": "K 9999"}).status_code == 429


def test_a_code_by_mail_never_opens_an_account_with_more_rights(cast_: Cast, ann: Person) -> None:
    ann.account = cast_.alice
    ann.save()
    client = browser()
    ask(client)
    while send_letters():
        pass
    assert not re.search(r"\d{4} \d{4}", str(mail.outbox[-1].body))
    assert "usual way" in mail.outbox[-1].body
    code = derived(settings.SECRET_KEY, LearnerCode.objects.get().nonce)
    assert client.post("/learn/lavande/code/", {"code": code}).status_code == 422


def test_nor_one_that_covers_for_somebody(cast_: Cast, ann: Person) -> None:
    client = browser()
    ask(client)
    client.post("/learn/lavande/code/", {"code": mailed()})
    client.post("/account/logout/")
    account = Account.objects.get(person=ann)
    enrol(account)
    ask(client)
    code = mailed()
    delegate(cast_.alice, cast_.lavande, account, from_ms=now_ms() - 1, until_ms=now_ms() + 60_000)
    assert client.post("/learn/lavande/code/", {"code": code}).status_code == 422


def test_a_session_that_a_code_opened_ends_when_more_rights_come(cast_: Cast, ann: Person) -> None:
    client = browser()
    ask(client)
    client.post("/learn/lavande/code/", {"code": mailed()})
    account = Account.objects.get(person=ann)
    enrol(account)
    assert client.get("/lessons/").status_code == 200
    delegate(cast_.alice, cast_.lavande, account, from_ms=now_ms() - 1, until_ms=now_ms() + 60_000)
    assert client.get("/measure").headers["Location"].startswith("/account/login/")
    assert "access.session.ended" in kinds(cast_.lavande)


def test_an_authenticator_app_works_without_mail(ann: Person) -> None:
    client = browser()
    ask(client)
    client.post("/learn/lavande/code/", {"code": mailed()})
    client.post("/account/logout/")
    account = Account.objects.get(person=ann)
    enrol(account)
    ask(client)
    assert client.post("/learn/lavande/code/", {"code": code_of(account)}).headers["Location"] == "/"


def test_whose_learning_ended_comes_in_no_more(ann: Person) -> None:
    client = browser()
    ask(client)
    client.post("/learn/lavande/code/", {"code": mailed()})
    Membership.objects.filter(account__person=ann).delete()
    ask(client)
    assert client.post("/learn/lavande/code/", {"code": mailed()}).status_code == 422


def test_a_learner_sees_no_page_of_the_house(ann: Person, cast_: Cast) -> None:
    client = browser()
    ask(client)
    client.post("/learn/lavande/code/", {"code": mailed()})
    own = {
        "access_sessions",
        "lessons",
        "lesson",
        "lesson_repeat",
        "access_confirm",
        "finish_account",
        "home",
        "choose_organisation",
    }
    own |= {"devices", "device_root", "device_crl"}  # one's own devices, and what anybody may know of the authority
    own |= {  # what is there to learn, what is one's own, and where to report a mail
        "cases", "case_defences", "learning_today", "packages", "lesson_export",
        "programme", "my_plan", "my_plan_questions", "my_plan_calendar", "my_test", "my_points", "my_certificates", "own_drills",
        "report_mail", "report_button", "report_thunderbird", "report_roundcube", "report_outlook", "contests",
        "rules", "rules_which", "house_rules",
    }  # fmt: skip
    own |= {
        "badge_issuer",
        "badge_keys",
        "badge_status",
        "verify_certificate",
        "xapi",
        "xapi_about",
    }  # open to strangers
    seen = []
    for name, route, parameters in NAMES:
        if name not in own and not name.startswith("access_link"):
            answer = client.get(fill(route, parameters, {"uid": "0"}))
            if not is_shut(answer):
                seen.append((name, answer.status_code))
    assert seen == []


def is_shut(answer: Any) -> bool:
    """Refused, or first asked who one is: a page with step-up refuses afterwards."""
    if answer.status_code == 302:
        return answer.headers["Location"].startswith("/account/2fa/")
    return answer.status_code in (403, 404, 405)


def test_letters_are_sent_once_and_tried_again(ann: Person, settings: object) -> None:
    ask(browser())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_PORT = 9  # type: ignore[attr-defined]
    assert send_letters() is True
    assert Letter.objects.get().tries == 1
    assert send_letters() is False
    assert timedelta(milliseconds=Letter.objects.get().next_ms - Letter.objects.get().made_ms) > timedelta(seconds=25)
