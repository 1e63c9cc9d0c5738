"""Request ids, what is logged of a request, and readiness."""

import logging
import shutil
import time
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client

from rempart.channel.place import state_folder
from rempart.console import readiness
from rempart.directory.actions.action import raw_connection
from rempart.ledger import heartbeat, keys, store
from tests.cast import Cast


def test_every_answer_has_an_id_and_a_good_one_is_kept(client: Client, db: None) -> None:
    assert len(client.get("/health")["X-Request-Id"]) == 16
    assert client.get("/health", headers={"X-Request-Id": "proxy-1234567"})["X-Request-Id"] == "proxy-1234567"


@pytest.mark.parametrize("given", ["short", "a" * 65, 'x"} {"level":"error', "läng-genug-1"])
def test_an_id_that_could_forge_a_line_is_replaced(client: Client, db: None, given: str) -> None:
    assert client.get("/health", headers={"X-Request-Id": given})["X-Request-Id"] != given


def test_a_secret_in_an_address_is_not_logged(client: Client, cast_: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "rempart.request"):
        client.get("/in/very-secret-link?also=hidden")
    [line] = [record for record in caplog.records if record.name == "rempart.request"]
    assert line.__dict__["route"] == "in/<str:secret>"
    assert "very-secret" not in str(line.__dict__)
    assert "hidden" not in str(line.__dict__)


def test_ready_when_all_is_well(client: Client, db: None) -> None:
    answer = client.get("/ready")
    assert answer.status_code == 200
    assert answer.json()["state"] == "ready"


def test_not_ready_on_a_full_disk_and_no_detail_is_told(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = SimpleNamespace(total=10, used=9, free=1)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full)
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert {"id": "disk", "state": "failed"} in answer.json()["checks"]
    assert set(answer.json()) == {"state", "checks"}


@pytest.mark.django_db(transaction=True)
def test_not_ready_when_the_ledgers_writer_is_silent_or_far_behind(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled = {"id": "ledger", "state": "ok"}
    with transaction.atomic():
        heartbeat.beat(raw_connection(), 1)
    assert settled in client.get("/ready").json()["checks"]
    monkeypatch.setattr(readiness, "PENDING_MOST", 0)
    assert {"id": "ledger", "state": "failed"} in client.get("/ready").json()["checks"]
    monkeypatch.undo()
    raw, signing = raw_connection(), keys.load_or_create(state_folder())
    while store.integrate(raw, signing, epoch=store.claim(raw)):
        pass
    assert settled in client.get("/ready").json()["checks"]
    moment = time.time() + heartbeat.LATE_S + 60
    monkeypatch.setattr(heartbeat, "time", SimpleNamespace(time=lambda: moment))
    assert client.get("/ready").status_code == 503
