"""After a new key for settings everything lies under it, nothing is lost on the way, and the old key can go."""

import base64
import json
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db.models import BinaryField

from rempart.access.actions.providers import save_provider, secret_of
from rempart.access.store import device_ca
from rempart.access.store.models import Provider
from rempart.access.web import factors
from rempart.channel import sealed
from rempart.directory.store.sealed_field import SealedField
from rempart.lifecycle.actions.connections import place_of
from rempart.lifecycle.actions.hr_secrets import make_secret, valid_secrets
from rempart.lifecycle.store.models import Connection, HrSource
from rempart.notices.actions import report_life
from rempart.notices.store.models import MailServer, Pulse, Way
from rempart.notices.store.ways import place_of as way_place
from rempart.record.store.models import Outlet
from rempart.record.store.outlets import place_of as outlet_place
from rempart.upkeep import resealing
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REMPART_DATA", str(tmp_path))
    return tmp_path


def furnish(cast: Cast) -> None:
    """One of everything that is sealed."""
    row = Provider(
        organisation=cast.lavande,
        kind=Provider.OIDC,
        name="ID",
        client_id="c",
        settings={"issuer": "https://i.example"},
    )
    save_provider(cast.alice, row, "client secret")
    outlet = Outlet.objects.create(organisation=cast.lavande, unit="syslog", name="o", sealed=b"")
    outlet.sealed = sealed.encrypt(b"outlet", outlet_place(outlet.uid))
    outlet.save()
    way = Way.objects.create(organisation=cast.lavande, unit="mail", name="w", sealed=b"", least=1)
    way.sealed = sealed.encrypt(b"way", way_place(way.uid))
    way.save()
    MailServer.objects.create(
        host="mail.example", port=465, security="tls", sender="r@mail.example", sealed=sealed.encrypt(b"mail", "mail")
    )
    Pulse.objects.create(sealed=sealed.encrypt(b"https://pulse.example", report_life.CONTEXT), every_s=60)
    held = Connection(organisation=cast.lavande, connector="scim", title="t")
    held.secrets = sealed.encrypt(json.dumps({"token": "t"}).encode(), place_of(held))
    held.save()
    make_secret(cast.alice, cast.lavande, may_urge=False)
    make_secret(cast.alice, cast.lavande, may_urge=False)  # and the former one
    Authenticator.objects.all().delete()
    TOTP.activate(cast.alice, "JBSWY3DPEHPK3PXP")
    session = SessionStore()
    session["who"] = "alice"
    session.save()
    device_ca.authority()


def everything(cast: Cast) -> list[object]:
    """Opened; raises Unreadable where one does not."""
    outlet, way, held = Outlet.objects.get(), Way.objects.get(), Connection.objects.get()
    row = Authenticator.objects.get()
    return [
        secret_of(Provider.objects.get()),
        sealed.decrypt(outlet.sealed, outlet_place(outlet.uid)),
        sealed.decrypt(way.sealed, way_place(way.uid)),
        sealed.decrypt(MailServer.objects.get().sealed, "mail"),
        sealed.decrypt(Pulse.objects.get().sealed, report_life.CONTEXT),
        sealed.decrypt(held.secrets, place_of(held)),
        valid_secrets(HrSource.objects.get(), 0),
        valid_secrets(HrSource.objects.get(), 1),
        sealed.decrypt(base64.b64decode(row.data["secret"]), factors.CONTEXT),
        [SessionStore(one.session_key).load() for one in Session.objects.order_by("pk")],
        device_ca.root_pem(),
    ]


def test_everything_goes_to_the_new_key_and_the_old_one_can_go(state: Path, cast_: Cast) -> None:
    furnish(cast_)
    before = everything(cast_)
    assert {"who": "alice"} in before[-2]  # type: ignore[operator]
    sealed.begin_new_key(state)
    count = resealing.reseal_all(state)
    assert (count.done, count.unreadable) == (10 + Session.objects.count(), 0)
    assert resealing.reseal_all(state).done == 0
    assert sealed.retire_older(state) == 1
    assert everything(cast_) == before


def test_of_many_rows_each_batch_stands_on_its_own(state: Path, cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped after any batch: all can be read, and the next call does only what is left."""
    furnish(cast_)
    for number in range(7):
        session = SessionStore()
        session["n"] = number
        session.save()
    before = everything(cast_)
    sealed.begin_new_key(state)
    monkeypatch.setattr(resealing, "BATCH", 3)
    stopped = resealing.Resealed()
    next(resealing._batches(Session, resealing._session, stopped))
    assert stopped.done == 3
    assert everything(cast_) == before
    assert resealing.reseal_all(state).done == 10 + Session.objects.count() - 3
    sealed.retire_older(state)
    assert everything(cast_) == before


def test_what_no_key_opens_is_counted_and_left_as_it_is(state: Path, cast_: Cast) -> None:
    furnish(cast_)
    Pulse.objects.update(sealed=b"\x01" + bytes(60))
    sealed.begin_new_key(state)
    assert resealing.reseal_all(state).unreadable == 1
    assert bytes(Pulse.objects.get().sealed) == b"\x01" + bytes(60)


def test_a_column_of_bytes_moves_to_a_new_key_with_the_others() -> None:
    """Whoever adds one says what it is bound to; nobody else's file is touched."""
    columns = [
        field for model in apps.get_models() for field in model._meta.get_fields() if isinstance(field, BinaryField)
    ]
    assert columns
    assert all(isinstance(field, SealedField) and field.bound_to for field in columns)


def test_for_the_database_nothing_has_changed() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
