"""Devices: registered by their member, trusted by somebody else, worth nothing once revoked, forged or another's."""

import base64
import re
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from django.test import Client
from django.utils import translation

import rempart
from dev.messages import compile_all
from rempart.access.actions.register_device import DEVICES_MAX, register_device
from rempart.access.actions.trust_device import Locks, set_device_rule, trust_device
from rempart.access.core.device_certificate import fingerprint, new_key
from rempart.access.core.device_trust import Trust
from rempart.access.store.device_ca import SEALED_FILE, authority, root_file
from rempart.access.store.devices import Device, DeviceCertificate, DeviceRule
from rempart.access.web.device_keeper import META
from rempart.channel.front_word import make_word
from rempart.channel.place import state_folder
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.models import Account, Membership
from tests.access.core.test_device_certificate import request
from tests.access.record import kinds
from tests.cast import Cast, colleague
from tests.maturity.web.test_pages import read

pytestmark = pytest.mark.django_db


def register(client: Client, account: Account) -> tuple[Device, str]:
    """As a member does, with a signing request; the device and its certificate's fingerprint."""
    client.force_login(account)
    place = client.post("/account/devices/new/", {"name": "laptop", "kind": "computer"}).headers["Location"]
    answer = client.post(place, {"request": request(new_key())})
    assert answer.status_code == 200
    leaf = x509.load_pem_x509_certificate(answer.content)
    leaf.verify_directly_issued_by(authority().root)
    return Device.objects.get(account=account), fingerprint(leaf)


def coming_with(seen: str) -> dict[str, str]:
    """What our front says of a visitor who showed that certificate."""
    return {META: f"{make_word(state_folder())}:{seen}"}


@pytest.fixture
def ruled(client: Client, cast_: Cast) -> tuple[Device, str]:
    """Alice's known device, and a rule that asks for one."""
    device, seen = register(client, cast_.alice)
    trust_device(cast_.alice, device, Trust.KNOWN)
    set_device_rule(cast_.alice, cast_.lavande, Trust.KNOWN, shown=Trust.KNOWN)
    return device, seen


@pytest.mark.parametrize("code", ["en", "fr", "zh-hans"])
def test_pages_are_whole_in_each_language(client: Client, cast_: Cast, code: str) -> None:
    compile_all(Path(rempart.__file__).parent)
    translation.trans_real._translations = {}
    device, _ = register(client, cast_.alice)
    client.post("/language", {"language": code, "next": "/"})
    own = f"/account/devices/{device.uid}/certificate/"
    pages = [client.get(page) for page in ("/account/devices/", "/account/devices/new/", own, "/organisation/devices/")]
    pages.append(client.post(own, {"request": ""}))
    for page in pages:
        assert page.status_code == 200
        html = page.content.decode()
        found = read(html)
        assert found.offences == []
        assert len(found.ids) == len(set(found.ids))
        assert set(found.wanted_ids) <= set(found.ids)
        assert found.headings.count(1) == 1
        if code != "en":
            assert not [word for word in ("Your devices", "Register", "Revoke", "Three steps") if word in html]


def test_a_key_made_here_comes_as_one_file_with_its_password(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    device = register_device(cast_.alice, cast_.lavande, "phone", "phone")
    page = client.post(f"/account/devices/{device.uid}/certificate/", {"request": ""}).content.decode()
    secret = re.search(r'id="secret-line">([^<]+)<', page)
    data = re.search(r"base64,([^\"]+)\"", page)
    assert secret
    assert data
    key, leaf, _ = pkcs12.load_key_and_certificates(base64.b64decode(data[1]), secret[1].encode())
    assert key is not None
    assert leaf is not None
    assert DeviceCertificate.objects.get().fingerprint == fingerprint(leaf)
    assert secret[1] not in str([vars(row) for row in (*Device.objects.all(), *DeviceCertificate.objects.all())])


def test_the_authoritys_key_is_sealed(client: Client, cast_: Cast) -> None:
    root = root_file()
    held = (state_folder() / SEALED_FILE).read_bytes()
    assert b"PRIVATE KEY" not in held
    assert b"PRIVATE" not in root.read_bytes()
    assert client.get("/devices/root.pem").content == root.read_bytes()


def test_a_rule_withholds_dangerous_rights_and_says_what_to_do(
    client: Client, cast_: Cast, ruled: tuple[Device, str]
) -> None:
    client.force_login(cast_.alice)
    answer = client.get("/organisation/members/")
    assert answer.status_code == 403
    assert "trusted device" in answer.content.decode()
    assert "/account/devices/" in answer.content.decode()
    assert client.get("/organisation/").status_code == 200  # reading stays
    known = coming_with(ruled[1])
    assert client.get("/organisation/members/", **known).status_code == 200  # type: ignore[arg-type]
    ruled[0].refresh_from_db()
    assert ruled[0].seen_day is not None


def test_what_is_withheld_is_withheld_in_the_action_too(client: Client, cast_: Cast, ruled: tuple[Device, str]) -> None:
    client.force_login(cast_.alice)
    bob = Membership.objects.get(account=cast_.bob)
    client.post(f"/organisation/members/{bob.uid}/role/", {"role": "owner"})
    bob.refresh_from_db()
    assert bob.role == "auditor"


@pytest.mark.parametrize("forged", ["{print}", ":{print}", "0000:{print}", "{word}:{print},{word}:{print}"])
def test_a_forged_header_is_no_device(client: Client, cast_: Cast, ruled: tuple[Device, str], forged: str) -> None:
    client.force_login(cast_.alice)
    said = forged.replace("{print}", ruled[1]).replace("{word}", make_word(state_folder()))
    assert client.get("/organisation/members/", **{META: said}).status_code == 403  # type: ignore[arg-type]


def test_anothers_device_is_unknown(client: Client, cast_: Cast, ruled: tuple[Device, str]) -> None:
    second = colleague(cast_.lavande, "Olga", Role.OWNER)
    client.force_login(second)
    assert client.get("/organisation/members/", **coming_with(ruled[1])).status_code == 403  # type: ignore[arg-type]


def test_an_expired_certificate_is_unknown(client: Client, cast_: Cast, ruled: tuple[Device, str]) -> None:
    DeviceCertificate.objects.update(until_ms=1)
    client.force_login(cast_.alice)
    assert client.get("/organisation/members/", **coming_with(ruled[1])).status_code == 403  # type: ignore[arg-type]


def test_a_revoked_device_is_unknown_at_once_and_its_return_is_told(
    client: Client, cast_: Cast, ruled: tuple[Device, str]
) -> None:
    device, seen = ruled
    client.force_login(cast_.alice)
    assert client.post(f"/account/devices/{device.uid}/revoke/").status_code == 302
    for _ in range(2):
        assert client.get("/organisation/members/", **coming_with(seen)).status_code == 403  # type: ignore[arg-type]
    assert kinds(cast_.lavande).count("access.device.shown_after_end") == 1
    serial = int(DeviceCertificate.objects.get().serial)
    listed = x509.load_der_x509_crl(client.get("/devices/ended.crl").content)
    assert listed.get_revoked_certificate_by_serial_number(serial) is not None
    assert client.post(f"/account/devices/{device.uid}/certificate/", {"request": ""}).status_code == 404


def test_a_new_certificate_ends_the_one_before_without_alarm(
    client: Client, cast_: Cast, ruled: tuple[Device, str]
) -> None:
    device, seen = ruled
    client.force_login(cast_.alice)
    client.post(f"/account/devices/{device.uid}/certificate/", {"request": ""})
    assert client.get("/organisation/members/", **coming_with(seen)).status_code == 403  # type: ignore[arg-type]
    assert "access.device.shown_after_end" not in kinds(cast_.lavande)


def test_trust_is_raised_by_whoever_manages_devices_alone(client: Client, cast_: Cast) -> None:
    device, _ = register(client, cast_.bob)
    for account, status in ((cast_.bob, 403), (cast_.charlie, 404)):
        client.force_login(account)
        assert client.post(f"/organisation/devices/{device.uid}/trust/", {"trust": "2"}).status_code == status
    device.refresh_from_db()
    assert device.trust == Trust.UNKNOWN
    client.force_login(colleague(cast_.lavande, "Ida", Role.IDENTITY_ADMIN))
    assert client.post(f"/organisation/devices/{device.uid}/trust/", {"trust": "2"}).status_code == 302
    assert client.post(f"/organisation/devices/{device.uid}/trust/", {"trust": "9"}).status_code == 302
    device.refresh_from_db()
    assert device.trust == Trust.MANAGED


def test_a_colleague_and_a_stranger_touch_nothing(client: Client, cast_: Cast) -> None:
    device, _ = register(client, cast_.alice)
    for account in (cast_.bob, cast_.charlie):
        client.force_login(account)
        assert "laptop" not in client.get("/account/devices/").content.decode()
        assert client.post(f"/account/devices/{device.uid}/revoke/").status_code == 404
        assert client.post(f"/account/devices/{device.uid}/certificate/", {"request": ""}).status_code == 404
    device.refresh_from_db()
    assert device.revoked_ms is None


def test_nobody_locks_themselves_out(client: Client, cast_: Cast) -> None:
    with pytest.raises(Locks):
        set_device_rule(cast_.alice, cast_.lavande, Trust.KNOWN, shown=Trust.UNKNOWN)
    client.force_login(cast_.alice)
    answer = client.post("/organisation/devices/", {"least": "1"})
    assert answer.status_code == 422
    assert "could not take this back" in answer.content.decode()
    assert not DeviceRule.objects.exists()
    assert client.post("/organisation/devices/", {"least": "0"}).status_code == 302


def test_a_leavers_devices_end(client: Client, cast_: Cast) -> None:
    device, _ = register(client, cast_.bob)
    remove_member(cast_.alice, Membership.objects.get(account=cast_.bob))
    device.refresh_from_db()
    assert device.revoked_ms is not None
    assert not DeviceCertificate.objects.filter(revoked_ms=None).exists()


def test_forms_keep_what_was_typed(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    answer = client.post("/account/devices/new/", {"name": "kept words", "kind": "toaster"})
    assert answer.status_code == 422
    assert "kept words" in answer.content.decode()
    for number in range(DEVICES_MAX):
        register_device(cast_.alice, cast_.lavande, f"n{number}", "other")
    assert client.post("/account/devices/new/", {"name": "one more", "kind": "other"}).status_code == 422
    place = f"/account/devices/{Device.objects.order_by('pk')[0].uid}/certificate/"
    assert client.post(place, {"request": "no request"}).status_code == 422


def test_an_api_token_needs_no_device_but_making_one_does(
    client: Client, cast_: Cast, ruled: tuple[Device, str]
) -> None:
    client.force_login(cast_.alice)
    sent = {"name": "x", "days": "3", "may": [Permission.READ.value]}
    assert client.post("/organisation/tokens/new/", sent).status_code == 403
