"""A package that WordPress.org published with other files is refused; where it tells nothing, nothing is claimed."""

import hashlib
import json
from typing import Any

import pytest

from rempart.channel.outbound import Answer, Unreached
from rempart.updates.core.package import Refused
from rempart.updates.net import sums
from rempart.updates.net.package import opened
from tests.updates import stall


def answering(monkeypatch: pytest.MonkeyPatch, told: Any, status: int = 200) -> list[str]:
    """The far side of the wire."""
    asked = list[str]()

    def request(method: str, url: str, headers: object, **_: object) -> Answer:
        asked.append(url)
        if told is None:
            raise Unreached("timeout", "nobody there")
        return Answer(status, {}, json.dumps(told).encode())

    monkeypatch.setattr(sums, "request", request)
    return asked


def digests(version: str) -> dict[str, Any]:
    """As WordPress.org lists them."""
    return {"files": {"stall.php": {"sha256": [hashlib.sha256(stall.code(version).encode()).hexdigest()]}}}


def test_the_published_files(monkeypatch: pytest.MonkeyPatch) -> None:
    data = stall.archive("1.1")
    asked = answering(monkeypatch, digests("1.1"))
    assert sums.judged(data, opened(data)) == "same"
    assert asked == ["https://downloads.wordpress.org/plugin-checksums/stall/1.1.json"]


def test_another_file_under_the_same_version(monkeypatch: pytest.MonkeyPatch) -> None:
    data = stall.archive("1.1")
    answering(monkeypatch, digests("1.2"))
    with pytest.raises(Refused) as refused:
        sums.judged(data, opened(data))
    assert refused.value.code == "altered"
    answering(monkeypatch, {"files": {"other.php": {"md5": "0" * 32}}})  # one file more than was published
    with pytest.raises(Refused):
        sums.judged(data, opened(data))


@pytest.mark.parametrize("told", [None, {}, [], {"files": []}, {"files": {}}, "x"])
def test_where_nothing_is_told_nothing_is_claimed(told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    data = stall.archive("1.1")
    answering(monkeypatch, told)
    assert sums.judged(data, opened(data)) == "unknown"
