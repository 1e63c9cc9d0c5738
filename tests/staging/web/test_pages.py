"""The page, the API and the shell of copies and drills: who may, what is shown, and that no way in is told twice."""

import json
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from rempart.backup.store.models import Plan, Snapshot
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.models import Account
from rempart.staging.actions.ask_copy import admit
from rempart.staging.core.stage import Outcome, Stage
from rempart.staging.store.models import Drill, Rhythm, SiteCopy
from tests.backup.house import Shop, make, only_a_row
from tests.cast import Cast, colleague

STEPS = [
    {
        "name": "restore",
        "state": "passed",
        "seconds": 4.2,
        "code": "",
        "numbers": {"files": 9, "tables": 12, "rows": 40},
    },
    {"name": "boot", "state": "failed", "seconds": 0.4, "code": "front_page", "numbers": {"status": 500}},
    {"name": "attack", "state": "skipped", "seconds": 0, "code": "nobody_offers", "numbers": {}},
]


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """With a plan, and a snapshot that only its row knows."""
    made = make(cast_, tmp_path, monkeypatch, files=2)
    only_a_row(Plan.objects.get().vaults.get())
    return made


def client(account: Account) -> Client:
    """Signed in."""
    found = Client()
    found.force_login(account)
    return found


def standing(shop: Shop) -> SiteCopy:
    """A copy that the worker has made."""
    SiteCopy.objects.update(
        stage=Stage.OPEN, address="http://c0ffee.localhost:4711", taken_at_ms=1, seconds=7, sunk={"mails": 3, "calls": {"api.pay.example": 2}},
        masked={"people": 5, "fields": 60, "mails": 8, "secrets": 4, "gone": 2},
    )  # fmt: skip
    return SiteCopy.objects.get()


def test_a_copy_is_made_opened_and_taken_away(shop: Shop, cast_: Cast) -> None:
    who, page = client(shop.actor), reverse("staging", args=[shop.site.uid])
    assert "Make a copy" in who.get(page).content.decode()
    assert who.post(page, {"do": "make"}).status_code == 302
    assert "Stop" in who.get(page).content.decode()
    row = standing(shop)
    text = who.get(page).content.decode()
    assert "api.pay.example" in text
    assert "60" in text
    assert "word=" not in text
    opened = who.post(page, {"do": "open_admin"})
    assert opened.headers["Cache-Control"] == "no-store"
    word = opened.content.decode().partition("word=")[2].partition("&")[0]
    assert "as=administrator" in opened.content.decode()
    assert admit(row.uid, word)
    assert who.post(page, {"do": "remove"}).status_code == 302
    assert SiteCopy.objects.get().is_removal_asked
    # somebody who only reads sees it and does nothing; a stranger finds nothing
    reader = client(colleague(cast_.lavande, "Rita", Role.AUDITOR))
    shown = reader.get(page).content.decode()
    assert "Hold a drill now" not in shown
    for wish in ("make", "open", "remove", "drill", "rhythm"):
        assert reader.post(page, {"do": wish, "days": "7"}).status_code == 403, wish
    assert client(cast_.charlie).get(page).status_code == 404


def test_drills_are_shown_with_their_steps_and_the_worst_counts(shop: Shop) -> None:
    who, page = client(shop.actor), reverse("staging", args=[shop.site.uid])
    assert "Not drilled yet" in who.get(page).content.decode()
    assert who.post(page, {"do": "drill"}).status_code == 302
    asked = Drill.objects.get()
    assert asked.is_by_person
    same = {
        "organisation": shop.site.organisation,
        "site": shop.site,
        "asked_by": "system",
        "asked_at_ms": 1,
        "ended_at_ms": 2,
    }
    Drill.objects.filter(pk=asked.pk).update(
        outcome=Outcome.PASSED, rto_s=30, rpo_s=60, target_rto_s=600, target_rpo_s=10, ended_at_ms=3
    )
    text = who.get(page).content.decode()
    assert "30\u00a0s" in text
    assert "missed" in text
    Drill.objects.create(**same, outcome=Outcome.FAILED, trouble="front_page", steps=STEPS)
    text = who.get(page).content.decode()
    assert "did not come back" in text
    assert "9 files, 12 tables, 40 rows" in text
    trial = {
        "name": "updates",
        "state": "passed",
        "seconds": 1,
        "code": "passed",
        "numbers": {"tried": 3},
        "said": "updates",
    }
    Drill.objects.filter(outcome=Outcome.FAILED).update(steps=[*STEPS, trial])
    assert "3 tried, nothing broke." in who.get(page).content.decode()
    assert who.post(page, {"do": "rhythm", "days": "14"}).status_code == 302
    assert Rhythm.objects.get().every_days == 14
    who.post(page, {"do": "rhythm", "days": "15"})
    assert Rhythm.objects.get().every_days == 14


def test_without_a_snapshot_the_page_says_what_to_do(shop: Shop) -> None:
    Snapshot.objects.all().delete()
    text = client(shop.actor).get(reverse("staging", args=[shop.site.uid])).content.decode()
    assert "There is no snapshot to bring back." in text
    assert "Make a copy" not in text


def test_over_the_api(shop: Shop, cast_: Cast) -> None:
    rights = [Permission.READ_BACKUPS, Permission.USE_COPIES]
    token = make_token(shop.actor, cast_.lavande, "robot", rights, 30)[1]
    who, root = Client(HTTP_AUTHORIZATION=f"Bearer {token}"), f"/api/v1/sites/{shop.site.uid}"
    assert who.post(f"{root}/copies/remove", content_type="application/json").status_code == 404
    made = who.post(f"{root}/copies", content_type="application/json")
    assert (made.status_code, made.json()["stage"]) == (202, "waiting")
    standing(shop)
    listed = who.get(f"{root}/copies").json()
    assert listed["items"][0]["masked"]["secrets"] == 4
    assert "4711" not in json.dumps(listed)
    assert who.post(f"{root}/copies/remove", content_type="application/json").status_code == 202
    assert who.post(f"{root}/drills", content_type="application/json").json()["outcome"] == "waiting"
    assert who.get(f"{root}/drills").json()["items"][0]["by_person"] is True


def test_an_alarm_is_answered_on_the_page_by_who_may_restore(shop: Shop, cast_: Cast) -> None:
    who, page = client(shop.actor), reverse("staging", args=[shop.site.uid])
    assert "Raise the alarm as an exercise" in who.get(page).content.decode()
    assert who.post(page, {"do": "seen"}, follow=True).content.decode().count("no longer waits") == 1
    who.post(page, {"do": "alarm"})
    assert Drill.objects.get().outcome == Outcome.ALARMED
    text = who.get(page).content.decode()
    assert "Exercise: act as if this site were gone" in text
    assert "Bring it back" not in text
    assert "Hold a drill now" not in text
    assert "under way" in who.post(page, {"do": "drill"}, follow=True).content.decode()
    assert who.get(reverse("home")).headers.get("Location", "") in ("", reverse("staging_alarm"))
    assert who.get(reverse("staging_alarm")).headers["Location"] == page
    reader = client(colleague(cast_.lavande, "Rita", Role.AUDITOR))
    assert "I have seen it" not in reader.get(page).content.decode()
    assert reader.get(reverse("staging_alarm")).status_code == 403
    for wish in ("alarm", "seen", "bring_back"):
        assert reader.post(page, {"do": wish}).status_code == 403, wish
    assert client(cast_.charlie).post(page, {"do": "seen"}).status_code == 404
    assert client(cast_.charlie).get(reverse("staging_alarm")).headers["Location"] == reverse("vaults")
    who.post(page, {"do": "bring_back"})
    assert Drill.objects.get().outcome == Outcome.ALARMED  # not before it was seen
    who.post(page, {"do": "seen"})
    assert "Bring it back" in who.get(page).content.decode()
    who.post(page, {"do": "bring_back"})
    drill = Drill.objects.get()
    assert (drill.outcome, drill.detection_s is not None, drill.decision_s is not None) == (Outcome.WAITING, True, True)
    Drill.objects.update(outcome=Outcome.NOT_HELD, trouble="nobody_saw")
    assert "Nobody had seen the alarm within two hours." in who.get(page).content.decode()
    Snapshot.objects.all().delete()
    assert "no snapshot" in who.post(page, {"do": "alarm"}, follow=True).content.decode()


def test_an_attack_is_shown_kind_by_kind_and_says_what_it_means(shop: Shop) -> None:
    numbers = {"attacks": 12, "through": 10, "stopped": 2, "twins": 12, "sql_injection": 2, "sql_injection_stopped": 1}
    step = {
        "name": "attack",
        "state": "passed",
        "seconds": 9,
        "code": "came_through",
        "numbers": numbers,
        "said": "probe_set",
    }
    given = {"organisation": shop.site.organisation, "site": shop.site, "asked_by": "system", "asked_at_ms": 1}
    Drill.objects.create(**given, outcome=Outcome.PASSED, steps=[step], ended_at_ms=2, rto_s=1, rpo_s=1)
    who, page = client(shop.actor), reverse("staging", args=[shop.site.uid])
    text = who.get(page).content.decode()
    assert "10 of 12 attacks came through." in text
    assert "fails no drill" in text
    assert "SQL injection: 1 of 2 stopped" in text
    assert "carried out" in text
    french = who.get(page, headers={"accept-language": "fr"}).content.decode()
    assert "Injection SQL : 1 sur 2 arrêtées" in french


def test_an_alarm_over_the_api_is_raised_and_not_answered(shop: Shop, cast_: Cast) -> None:
    rights = [Permission.READ_BACKUPS, Permission.USE_COPIES, Permission.RESTORE]
    token = make_token(shop.actor, cast_.lavande, "robot", rights, 30)[1]
    who, root = Client(HTTP_AUTHORIZATION=f"Bearer {token}"), f"/api/v1/sites/{shop.site.uid}"
    made = who.post(f"{root}/drills", data={"alarm": True}, content_type="application/json")
    assert (made.status_code, made.json()["outcome"], made.json()["detection_s"]) == (202, "alarmed", None)
    assert who.post(f"{root}/drills", data={"alarms": 1}, content_type="application/json").status_code == 422
    listed = who.get(f"{root}/drills").json()["items"][0]
    assert (listed["alarm"], listed["seen_at"]) == (True, None)
    Drill.objects.all().delete()
    Snapshot.objects.all().delete()
    assert who.post(f"{root}/drills", data={"alarm": True}, content_type="application/json").status_code == 409
