"""S7: a Look at the drill's copy asks that copy and nobody else, and takes nobody's word for a stop."""

from collections.abc import Coroutine, Mapping
from typing import Any

import pytest

from rempart.channel.copies import Answer
from rempart.channel.source import Trouble
from rempart.scanner.core.collector import Exchange, LookError, RedirectsForEver
from rempart.scanner.net import copied
from rempart.scanner.net.copied import CopyLook

URL = "http://c0ffee.localhost:4711"


class Fake:
    """The outermost wire: answers by path, and notes what it was asked."""

    uid, site, url, root, left_behind, taken_at_ms = "c0ffee", "site", URL, "/site", 0, 1

    def __init__(self, answers: Mapping[str, Answer | Trouble]) -> None:
        self.answers, self.asked = answers, list[tuple[str, str, dict[str, str]]]()

    def cookies(self, *, signed_in: bool = False) -> Mapping[str, str]:
        assert not signed_in  # an attack comes from a stranger
        return {"gate": "in"}

    def fetch(self, path: str, *, method: str = "GET", cookies: Mapping[str, str] = {}, **more: Any) -> Answer:
        self.asked.append((method, path, dict(cookies)))
        found = self.answers.get(path, Answer(404, {}, b"", {}))
        if isinstance(found, Trouble):
            raise found
        return found


def look(**answers: Answer | Trouble) -> tuple[CopyLook, Fake]:
    fake = Fake({path.replace("_", "/"): one for path, one in answers.items()})
    return CopyLook(fake, b"seed", lambda spent: None), fake  # type: ignore[arg-type]


def now(asked: Coroutine[Any, Any, Any]) -> Any:
    """It waits for nothing."""
    try:
        asked.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("it waits")


def test_only_the_copy_is_asked() -> None:
    eye, fake = look()
    for url in ("https://maison-lavande.example/", "http://127.0.0.1:4711/", f"{URL}0/", "http://x.localhost:4711/"):
        with pytest.raises(LookError, match="off_host"):
            now(eye.fetch(url))
    with pytest.raises(LookError, match="off_host"):
        now(eye.fetch(URL + "/", address="127.0.0.1"))
    for word in (eye.resolve("a", "A"), eye.ask("a", "A"), eye.handshake(), eye.tls_report()):
        with pytest.raises(LookError):
            now(word)
    assert fake.asked == []


def test_what_the_gate_says_and_what_dies_on_the_way_is_no_stop() -> None:
    eye, _ = look(
        _gate=Answer(403, {"x-rempart-gate": "1"}, b"", {}), _dead=Trouble("no_answer"), _gone=Trouble("gone")
    )
    for path in ("/gate", "/dead"):
        with pytest.raises(LookError, match="cannot_tell"):
            now(eye.fetch(URL + path))
    with pytest.raises(Trouble, match="gone"):
        now(eye.fetch(URL + "/gone"))


def test_requests_and_time_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copied, "REQUESTS", 2)
    eye, fake = look(_a=Answer(200, {}, b"a", {}))
    for _ in range(3):
        now(eye.fetch(URL + "/a"))  # from memory
    now(eye.fetch(URL + "/a", fresh=True))
    with pytest.raises(LookError, match="budget_spent"):
        now(eye.fetch(URL + "/b"))
    assert len(fake.asked) == 2
    monkeypatch.setattr(copied, "WITHIN_S", -1.0)
    with pytest.raises(LookError, match="budget_spent"):
        now(look()[0].fetch(URL + "/a"))


def test_a_cookie_is_sent_only_where_it_is_named_and_only_as_the_copy_set_it() -> None:
    eye, fake = look(_form=Answer(200, {}, b"", {"w_test": "yes", "w_other": "no"}))
    now(eye.fetch(URL + "/form"))
    now(eye.fetch(URL + "/form", method="POST", body=b"x", headers=[("Cookie", "test=forged")]))
    now(eye.fetch(URL + "/form", fresh=True))
    assert [cookies for _, _, cookies in fake.asked] == [
        {"gate": "in"},
        {"gate": "in", "w_test": "yes"},
        {"gate": "in"},
    ]


def test_redirects_end_and_do_not_lead_out() -> None:
    eye, _ = look(_loop=Answer(302, {"location": "/loop"}, b"", {}), _out=Answer(302, {"location": "http://a.example/"}, b"", {}),
                  _bad=Answer(302, {"location": "http://[x/"}, b"", {}), _on=Answer(301, {"location": "/end"}, b"", {}))  # fmt: skip
    with pytest.raises(RedirectsForEver):
        now(eye.follow(URL + "/loop"))
    for path, status in (("/out", [302]), ("/bad", [302]), ("/on", [301, 404])):
        chain: tuple[Exchange, ...] = now(eye.follow(URL + path))
        assert [one.status for one in chain] == status


def test_names_that_no_line_may_hold_are_written_as_addresses_are() -> None:
    eye, fake = look()
    now(eye.fetch(URL + "/a b\u00e9?q=<x>'%2F"))
    assert fake.asked[0][1] == "/a%20b%C3%A9?q=<x>'%2F"
