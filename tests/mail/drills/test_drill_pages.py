"""The pages and the API of drills: what is typed stays, what is missing is said with its place, strangers find nothing."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission, Role
from rempart.mail.actions.draft_campaign import change_campaign
from rempart.mail.actions.plan_campaign import plan_one
from rempart.mail.core.drill.states import Sent, State
from rempart.mail.store.drill import Campaign, Message, OwnTemplate, PastCampaign, Profile, Recipient
from tests.cast import Cast, colleague
from tests.mail.core.drill.test_rules import CAMPAIGN
from tests.mail.drills import house
from tests.servers.names import name_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(cast_: Cast) -> Client:
    client = Client()
    client.force_login(cast_.alice)
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_from_an_empty_list_to_a_draft_that_says_what_it_needs(cast_: Cast, alice: Client) -> None:
    assert "No drill yet." in text(alice, "/campaigns/")
    answer = alice.post("/campaigns/new/", {"name": "Spring", "template": "no_such"})
    assert answer.status_code == 422
    assert 'value="Spring"' in answer.content.decode()
    answer = alice.post("/campaigns/new/", {"name": "Spring", "template": "parcel"})
    row = Campaign.objects.get()
    assert answer["Location"] == f"/campaigns/{row.uid}/step/what/"
    page = text(alice, f"/campaigns/{row.uid}/")
    for step in ("what", "who", "when", "sender", "recorded"):
        assert f"/campaigns/{row.uid}/step/{step}/" in page
    assert "Tell the staff" in page
    assert "Start the drill" not in page
    answer = alice.post(f"/campaigns/{row.uid}/start/", follow=True)
    assert "something is missing" in answer.content.decode()
    assert Campaign.objects.get().state == State.DRAFT


def test_each_step_keeps_what_was_typed_and_says_what_is_wrong(cast_: Cast, alice: Client) -> None:
    house.crowd(cast_.lavande, 9, "Bureau")
    way = house.way_out(cast_.alice, cast_.lavande, 25)
    alice.post("/campaigns/new/", {"name": "Spring", "template": "parcel"})
    uid = Campaign.objects.get().uid
    marks = {f"mark_{number}": "4" for number in range(1, 6)}
    steps: dict[str, dict[str, object]] = {
        "what": {"name": "Spring", "template": "shared_document", "language": "fr", "own_language": "on", **marks},
        "who": {"everybody": "on", "control_percent": "10", "team_minimum": "8"},
        "when": {
            "zone": "Europe/Paris", "begins": "2100-01-04T09:00", "ends": "2100-01-15T17:00", "day_from": "09:00",
            "day_until": "17:00", "weekdays": ["0", "1"], "jitter": "on",
        },
        "sender": {"profile": way.uid, "link_origin": house.ORIGIN},
        "recorded": {
            "purpose": "To practise", "notice": "2026-01-05", "notice_reference": "Intranet 41", "consulted": "2026-01-05",
            "consulted_who": "Works council", "consulted_reference": "Minutes 7",
        },
    }  # fmt: skip
    wrong = {"who": {"team_minimum": "2"}, "when": {"ends": "2099-01-01T09:00"}, "what": {"mark_3": "5"}}
    for step, values in steps.items():
        address = f"/campaigns/{uid}/step/{step}/"
        text(alice, address)
        if step in wrong:
            refused = alice.post(address, {**values, **wrong[step]})
            assert refused.status_code == 422, step
        assert alice.post(address, values).status_code == 302, step
        assert alice.post(address, {**values, "next": "1"}).status_code == 302
    row = Campaign.objects.get()
    assert (row.difficulty, row.audience["everybody"], row.day_from) == ("very", True, 540)
    page = text(alice, f"/campaigns/{uid}/")
    assert "Start the drill" in page
    assert "_rempart-drill.drill.example" in page
    for tongue in ("fr", "en", "zh"):
        assert "planning" in text(alice, f"/campaigns/{uid}/preview/{tongue}/").lower() or tongue == "zh"
    text(alice, f"/campaigns/{uid}/preview/de/", 404)


def test_what_dns_lacks_is_said_and_can_be_tried_again_at_once(
    cast_: Cast, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.crowd(cast_.lavande, 9, "Bureau")
    row = house.campaign(cast_.alice, cast_.lavande, house.way_out(cast_.alice, cast_.lavande, 25))
    with name_server(lambda *_: None) as (host, port):
        monkeypatch.setenv("REMPART_RESOLVER", f"{host}:{port}")
        page = alice.post(f"/campaigns/{row.uid}/start/", follow=True).content.decode()
    assert "Before it can start" in page
    assert f'action="/campaigns/{row.uid}/start/"' in page
    change_campaign(cast_.alice, row, "recorded", {"purpose": " "})
    assert f'action="/campaigns/{row.uid}/start/"' not in text(alice, f"/campaigns/{row.uid}/")


def test_figures_follow_from_the_start_on(cast_: Cast, alice: Client) -> None:
    house.crowd(cast_.lavande, 9)
    row = house.campaign(cast_.alice, cast_.lavande, house.way_out(cast_.alice, cast_.lavande, 25))
    house.begin(row)
    assert 'id="live" data-state="running"' in text(alice, f"/campaigns/{row.uid}/figures/")
    assert plan_one()
    assert 'id="live" data-state="running"' in text(alice, f"/campaigns/{row.uid}/figures/")


def test_people_on_one_page_and_never_what_came_of_the_mails(cast_: Cast, alice: Client) -> None:
    house.crowd(cast_.lavande, 3)
    row = house.campaign(cast_.alice, cast_.lavande, house.way_out(cast_.alice, cast_.lavande, 25))
    house.begin(row)
    assert plan_one()
    Message.objects.update(state=Sent.UNKNOWN)
    page = text(alice, f"/campaigns/{row.uid}/people/")
    assert "p0@staff.example" in page
    for one in Message.objects.all():
        assert not any(secret in page for secret in (one.uid, one.pseudonym, one.token_hash))
    who = str(Recipient.objects.first().pk)  # type: ignore[union-attr]
    answer = alice.post(f"/campaigns/{row.uid}/decide/", {"decision": "as_sent", "who": who})
    assert answer.status_code == 302
    assert Message.objects.filter(state=Sent.ACCEPTED).count() == 1
    alice.post(f"/campaigns/{row.uid}/decide/", {"decision": "as_sent", "all": "1"})
    assert Recipient.objects.filter(sent=1).count() == 3
    alice.post(f"/campaigns/{row.uid}/stop/")
    assert "stopped" in text(alice, f"/campaigns/{row.uid}/")


def test_ways_out_mails_and_past_drills(cast_: Cast, alice: Client) -> None:
    said = {
        "name": "Way", "host": "127.0.0.1", "port": "1", "tls": "none", "from_address": "post@drill.example",
        "connections": "4", "domain_a_minute": "60", "password": "gr4nite", "username": "post", "dkim_key": "",
    }  # fmt: skip
    assert alice.post("/campaigns/ways-out/new/", {**said, "dkim_key": "no key"}).status_code == 422
    assert alice.post("/campaigns/ways-out/new/", said).status_code == 302
    way = Profile.objects.get()
    assert "gr4nite" not in text(alice, f"/campaigns/ways-out/{way.uid}/")
    answer = alice.post(f"/campaigns/ways-out/{way.uid}/do/", {"do": "try"}, follow=True)
    assert "it refuses connections" in answer.content.decode()
    assert alice.post(f"/campaigns/ways-out/{way.uid}/do/", {"do": "remove"}).status_code == 302
    mail = {"name": "Ours", "cues": ["urgency"], "fr_subject_1": "Bonjour {first_name}", "fr_text_1": "Voir {password}"}
    refused = alice.post("/campaigns/mails/new/", mail)
    assert refused.status_code == 422
    assert "Voir {password}" in refused.content.decode()
    assert alice.post("/campaigns/mails/new/", {**mail, "fr_text_1": "Voir\n\n{link}"}).status_code == 302
    own = OwnTemplate.objects.get()
    assert "Voir" in text(alice, f"/campaigns/mails/{own.uid}/")
    alice.post("/campaigns/new/", {"name": "With ours", "template": own.uid})
    assert "Bonjour Camille" in text(alice, f"/campaigns/{Campaign.objects.get().uid}/preview/fr/")
    assert alice.post(f"/campaigns/mails/{own.uid}/remove/").status_code == 302
    file = SimpleUploadedFile("x.json", json.dumps(CAMPAIGN).encode())
    assert alice.post("/campaigns/past/", {"file": file}).status_code == 302
    page = text(alice, "/campaigns/past/")
    assert "Spring" in page
    assert "x.example" not in page
    assert alice.post("/campaigns/past/", {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")}).status_code == 422
    past = PastCampaign.objects.get()
    assert alice.post(f"/campaigns/past/{past.uid}/remove/").status_code == 302


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Leave “Simulation URLs to allow” empty"),
        ("fr", "Laissez «\u202fSimulation URLs to allow\u202f» vide"),
        ("zh-hans", "“Simulation URLs to allow”留空"),
    ],
)
def test_a_way_out_tells_how_a_filter_lets_it_through(alice: Client, language: str, said: str) -> None:
    page = alice.get("/campaigns/ways-out/new/", headers={"accept-language": language}).content.decode()
    assert said in page
    for name in (
        "Microsoft 365",
        "Google Workspace",
        "Proofpoint",
        "Mimecast",
        "SpamAssassin",
        "postscreen_access_list",
    ):
        assert name in page


def test_strangers_and_colleagues_without_the_right_find_nothing(cast_: Cast) -> None:
    way = house.way_out(cast_.alice, cast_.lavande, 25)
    row = house.campaign(cast_.alice, cast_.lavande, way)
    rows = (f"/campaigns/{row.uid}/", f"/campaigns/{row.uid}/people/", f"/campaigns/ways-out/{way.uid}/")
    for account, statuses in ((cast_.charlie, {404}), (colleague(cast_.lavande, "Paula", Role.ANALYST), {403, 404})):
        client = Client()
        client.force_login(account)
        assert {client.get(one).status_code for one in rows} <= statuses
        assert client.post(f"/campaigns/{row.uid}/stop/").status_code in statuses


def test_programs_do_the_same(cast_: Cast) -> None:
    house.crowd(cast_.lavande, 9, "Bureau")
    way = house.way_out(cast_.alice, cast_.lavande, 25)
    secret = make_token(cast_.alice, cast_.lavande, "drills", [Permission.DRILL], 7).secret
    client = Client(headers={"authorization": f"Bearer {secret}"})
    made = client.post("/api/v1/drills", {"name": "Spring", "template": "parcel"}, "application/json")
    assert made.status_code == 201
    address = f"/api/v1/drills/{made.json()['uid']}"
    assert "no_notice" in made.json()["missing"]
    assert client.post(f"{address}/start").status_code == 409
    change = {"audience": {"everybody": True}, "alignment": [8, 8, 4, 2, 0], "profile": way.uid, "zone": "Europe/Paris"}
    told = client.patch(address, change, "application/json").json()
    assert told["difficulty"] == "very"
    assert "no_people" not in told["missing"]
    assert client.patch(address, {"zone": "Mars/Base"}, "application/json").status_code == 422
    assert client.patch(address, {"state": "running"}, "application/json").status_code == 422
    assert [one["id"] for one in client.get("/api/v1/drill-mails").json()][:2] == ["parcel", "shared_document"]
    assert "staff.example" not in client.get("/api/v1/drills").content.decode()
    assert client.post(f"{address}/stop").status_code == 409
    assert client.delete(address).status_code == 204
