"""Questions about the running product are asked of whichever database holds the data."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from rempart.upkeep.checkup import service

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ask", [service.expired_sessions, service.stuck_runs])
def test_a_server_has_no_file_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: object) -> None:
    assert callable(ask)
    if service.connection.vendor == "sqlite":
        assert ask(tmp_path).state == "unknown"
    monkeypatch.setattr(service, "connection", SimpleNamespace(vendor="postgresql"))
    assert ask(tmp_path).state == "ok"
