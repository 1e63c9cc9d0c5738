"""No drill begins before notice, purpose and consultation are recorded, or from a domain that is not ours."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.exceptions import PermissionDenied

from rempart.channel.guarded.bounds import Bounds
from rempart.directory.core.roles import Role
from rempart.mail.actions.draft_campaign import NotDraft, change_campaign
from rempart.mail.actions.profiles import save_profile
from rempart.mail.actions.start_campaign import NotReady, missing_of, proof_of, start_campaign
from rempart.mail.core.drill.states import State
from rempart.mail.net import names
from rempart.mail.net.signing import public_of
from rempart.mail.store.drill import Campaign
from rempart.mail.store.profiles import unseal
from tests.access.record import kinds
from tests.cast import Cast, colleague
from tests.mail.drills import house
from tests.servers.names import name_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast_: Cast) -> Campaign:
    house.crowd(cast_.lavande, 10, "Bureau")
    return house.campaign(cast_.alice, cast_.lavande, house.way_out(cast_.alice, cast_.lavande, 25, dkim_key=KEY))


KEY = (
    rsa.generate_private_key(65_537, 1_024)
    .private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    .decode()
)


def records(cast_: Cast) -> dict[tuple[str, str], list[str]]:
    proof = proof_of(cast_.lavande, "drill.example")
    return {
        ("_rempart-drill.drill.example", "TXT"): [f'60 TXT "rempart-drill={proof}"'],
        ("drill.example", "TXT"): ['60 TXT "v=spf1 ip4:127.0.0.1 -all"'],
        ("s1._domainkey.drill.example", "TXT"): [f'60 TXT "v=DKIM1; k=rsa; p={public_of(KEY)}"'],
        ("_dmarc.drill.example", "TXT"): ['60 TXT "v=DMARC1; p=none"'],
    }


def begin(cast_: Cast, row: Campaign, zone: dict[tuple[str, str], list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    with name_server(lambda name, kind, _: zone.get((name, kind))) as (host, port):
        monkeypatch.setenv("REMPART_RESOLVER", f"{host}:{port}")
        start_campaign(cast_.alice, row)


def test_a_whole_draft_begins_and_stays_as_it_was(
    cast_: Cast, draft: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(cast_, draft, records(cast_), monkeypatch)
    draft.refresh_from_db()
    assert (draft.state, draft.link_origin) == (State.READY, house.ORIGIN)
    assert draft.body["en"]["mails"][0]["subject"]
    assert kinds(cast_.lavande)[-1] == "mail.campaign.started"
    with pytest.raises(NotDraft):
        change_campaign(cast_.alice, draft, "recorded", {"purpose": "another one"})
    with pytest.raises(NotReady):
        begin(cast_, draft, records(cast_), monkeypatch)


@pytest.mark.parametrize(
    ("step", "values", "code"),
    [
        ("recorded", {"purpose": " "}, "no_purpose"),
        ("recorded", {"notice_ms": None}, "no_notice"),
        ("recorded", {"notice_ms": 9_999_999_999_999}, "no_notice"),
        ("recorded", {"consulted_who": ""}, "no_consultation"),
        ("who", {"audience": {}}, "no_people"),
        ("who", {"team_minimum": 2}, "team_minimum"),
        ("when", {"ends_ms": 1}, "window"),
        ("when", {"weekdays": []}, "no_time"),
        ("what", {"alignment": []}, "no_alignment"),
        ("sender", {"profile": None}, "no_profile"),
    ],
)
def test_what_is_missing_keeps_it_from_starting(
    cast_: Cast, draft: Campaign, step: str, values: dict[str, object], code: str
) -> None:
    row = change_campaign(cast_.alice, draft, step, values)
    assert missing_of(row) == [code]
    with pytest.raises(NotReady) as lacking:
        start_campaign(cast_.alice, row)
    assert lacking.value.missing == [code]


def test_the_domain_is_proven_anew_at_each_start(cast_: Cast, draft: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    """Attack: a look-alike of somebody else's, with the proof of another organisation."""
    zone = records(cast_)
    zone["_rempart-drill.drill.example", "TXT"] = [f'60 TXT "rempart-drill={proof_of(cast_.velos, "drill.example")}"']
    zone.pop(("_dmarc.drill.example", "TXT"))
    zone["s1._domainkey.drill.example", "TXT"] = ['60 TXT "v=DKIM1; p=AAAA"']
    with pytest.raises(NotReady) as lacking:
        begin(cast_, draft, zone, monkeypatch)
    assert lacking.value.missing == ["dns_not_proven", "dns_other_dkim", "dns_no_dmarc"]
    assert Campaign.objects.get(pk=draft.pk).state == State.DRAFT


def test_silent_name_servers_are_no_proof(cast_: Cast, draft: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMPART_RESOLVER", "127.0.0.1:1")
    monkeypatch.setattr(names, "LIMITS", Bounds(dns_s=0.4))
    with pytest.raises(NotReady) as lacking:
        start_campaign(cast_.alice, draft)
    assert lacking.value.missing == ["dns_unreached"]


def test_a_changed_way_out_is_tried_again(cast_: Cast, draft: Campaign) -> None:
    """And another server does not learn the password of the one before."""
    assert draft.profile is not None
    first = house.wish(25, username="post", password="secret", dkim_key=KEY)
    save_profile(cast_.alice, cast_.lavande, first, draft.profile)
    other = house.wish(25, username="post", host="mail.evil.example")
    row = save_profile(cast_.alice, cast_.lavande, other, draft.profile)
    assert unseal(row) == ("", KEY)
    assert missing_of(Campaign.objects.get(pk=draft.pk)) == ["profile_untested"]


def test_only_whoever_holds_drills(cast_: Cast, draft: Campaign) -> None:
    for account in (cast_.bob, cast_.charlie, colleague(cast_.lavande, "Paula", Role.ANALYST)):
        with pytest.raises(PermissionDenied):
            start_campaign(account, draft)
