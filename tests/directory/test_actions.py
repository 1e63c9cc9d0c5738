"""Action, change and event commit together; nobody acts without the permission."""

import json
import sqlite3
from typing import Any, cast

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from rempart.directory.actions import action as actions
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.remove_site import remove_site
from rempart.directory.actions.sign_in_links import make_link, use_link
from rempart.directory.core.roles import Permission, Role, allows
from rempart.directory.store.models import SignInLink, Site
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def pending() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM ledger_entry ORDER BY id")
        return [kind for (kind,) in cursor.fetchall()]


def test_site_and_event_together(cast_: Cast) -> None:
    before = pending()
    site = add_site(cast_.alice, cast_.lavande, "https://lavande.example")
    assert pending()[len(before) :] == ["directory.site.added"]
    assert add_site(cast_.alice, cast_.lavande, "https://lavande.example") == site
    assert pending()[len(before) :] == ["directory.site.added"]


def test_entry_carries_organisation_subject_and_actor(cast_: Cast) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://lavande.example")
    with connection.cursor() as cursor:
        cursor.execute("SELECT log, org, subject_kind, subject_id, front FROM ledger_entry ORDER BY id DESC LIMIT 1")
        log, org, kind, subject, front = cursor.fetchone()
    assert (log, org, kind, subject) == (cast_.lavande.uid, cast_.lavande.uid, "site", site.uid)
    assert f"account:{cast_.alice.uid}" in bytes(front).decode()
    assert cast_.alice.email not in bytes(front).decode()


@pytest.mark.parametrize("who", ["bob", "charlie"])
def test_refused_without_the_right(cast_: Cast, who: str) -> None:
    before = pending()
    with pytest.raises(PermissionDenied):
        add_site(getattr(cast_, who), cast_.lavande, "https://lavande.example")
    assert not Site.objects.exists()
    assert pending() == before


def test_change_rolls_back_when_the_record_fails(cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(actions.store, "append", full)
    with pytest.raises(sqlite3.OperationalError):
        add_site(cast_.alice, cast_.lavande, "https://lavande.example")
    assert not Site.objects.exists()


def test_an_action_without_an_event_is_a_bug(cast_: Cast) -> None:
    with pytest.raises(RuntimeError, match="at least one event"), actions.system_action(cast_.lavande):
        pass


def test_removing_leaves_the_record(cast_: Cast) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://lavande.example")
    remove_site(cast_.alice, site)
    assert not Site.objects.exists()
    assert pending()[-2:] == ["directory.site.added", "directory.site.removed"]


def test_link_works_once_and_only_its_digest_is_kept(cast_: Cast) -> None:
    secret = make_link(cast_.alice)
    assert secret not in json.dumps(list(SignInLink.objects.values()), default=str)
    assert use_link(secret) == cast_.alice
    assert use_link(secret) is None
    assert use_link("made-up") is None


def test_new_link_kills_the_old_one(cast_: Cast) -> None:
    old = make_link(cast_.alice)
    make_link(cast_.alice)
    assert use_link(old) is None


def test_old_link_is_dead(cast_: Cast) -> None:
    secret = make_link(cast_.alice)
    SignInLink.objects.update(until_ms=actions.now_ms() - 1)
    assert use_link(secret) is None


def test_roles_deny_by_default() -> None:
    assert not any(allows(Role.LEARNER, permission) for permission in Permission)
    assert not allows(Role.AUDITOR, Permission.MEASURE)
    assert not allows(cast(Role, "made_up"), Permission.READ)
    assert all(allows(Role.OWNER, permission) for permission in Permission)
