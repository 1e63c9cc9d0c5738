"""Request ids, what is logged of a request, and readiness."""

import logging
import shutil
from collections import namedtuple

import pytest
from django.test import Client

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
    full = namedtuple("full", "total used free")(10, 9, 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full)
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert {"id": "disk", "state": "failed"} in answer.json()["checks"]
    assert set(answer.json()) == {"state", "checks"}
