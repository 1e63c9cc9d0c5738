"""Drills of the tests go out to a server on this machine, and their links lead to one console."""

import pytest

from tests.mail.drills import house


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch) -> None:
    """As an operator allows it."""
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("REMPART_ORIGINS", house.ORIGIN)
