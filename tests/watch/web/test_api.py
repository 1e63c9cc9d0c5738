"""The API of the watch: what may be read and changed, by whom, and what is refused."""

import json
from typing import Any

import pytest
from django.test import Client

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.watch.store.models import Monitor, Window
from tests.cast import Cast

HOME = "/api/v1"


class Caller:
    """A program with a token."""

    def __init__(self, account: Account, firm: Organisation, *rights: Permission) -> None:
        secret = make_token(account, firm, "t", list(rights), 1).secret
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def ask(self, verb: str, path: str = "", body: Any = None) -> tuple[int, Any]:
        sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        answer = getattr(self.client, verb)(HOME + path, **sent)
        return answer.status_code, answer.json() if answer.content else None


@pytest.fixture
def alice(cast_: Cast) -> Caller:
    return Caller(cast_.alice, cast_.lavande, Permission.READ, Permission.MANAGE_WATCH, Permission.ACKNOWLEDGE)


def test_a_monitor_is_made_read_paused_and_removed(alice: Caller, cast_: Cast) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://boutique.example")
    wish = {"kind": "http", "title": "Shop", "settings": {"address": "https://boutique.example/"}, "site": site.uid}
    status, made = alice.ask("post", "/monitors", wish)
    assert (status, made["state"], made["promise"]) == (201, "unknown", 0.999)
    assert [one["uid"] for one in alice.ask("get", "/monitors")[1]["items"]] == [made["uid"]]
    one = alice.ask("get", f"/monitors/{made['uid']}")[1]
    assert (one["uptime_30d"], one["down_30d_s"]) == (None, 0)  # nothing measured is not nothing wrong
    assert alice.ask("post", f"/monitors/{made['uid']}/pause")[1]["state"] == "paused"
    assert alice.ask("post", f"/monitors/{made['uid']}/resume")[1]["state"] == "unknown"
    assert alice.ask("get", f"/monitors/{made['uid']}/incidents")[1]["items"] == []
    assert alice.ask("delete", f"/monitors/{made['uid']}")[0] == 204
    assert alice.ask("get", f"/monitors/{made['uid']}")[0] == 404


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"kind": "nothing", "title": "x"}, 422),
        ({"kind": "http", "title": "x"}, 422),
        ({"kind": "http", "title": "x", "settings": {"address": "ftp://x"}}, 422),
        ({"kind": "tls", "title": "x", "every_s": 20, "settings": {"host": "x.example"}}, 422),
        ({"kind": "http", "title": "x", "every_s": 1}, 422),
        ({"kind": "http", "title": "x", "is_on": True}, 422),
        ({"kind": "http", "title": "x", "settings": {"address": "https://x.example/"}, "site": "nobody"}, 404),
    ],
)
def test_what_no_monitor_can_be_is_refused(alice: Caller, wish: dict[str, Any], status: int) -> None:
    assert alice.ask("post", "/monitors", wish)[0] == status
    assert not Monitor.objects.exists()


def test_work_is_announced_and_never_afterwards(alice: Caller) -> None:
    now = now_ms()
    status, made = alice.ask("post", "/maintenance", {"begins_ms": now, "ends_ms": now + 60_000, "title": "Move"})
    assert (status, Window.objects.get().uid) == (201, made["uid"])
    assert alice.ask("post", "/maintenance", {"begins_ms": 0, "ends_ms": 60_000})[0] == 422


def test_a_token_that_only_reads_changes_nothing(cast_: Cast, alice: Caller) -> None:
    made = alice.ask(
        "post", "/monitors", {"kind": "tcp", "title": "x", "settings": {"host": "x.example", "port": "25"}}
    )[1]
    reader = Caller(cast_.alice, cast_.lavande, Permission.READ)
    assert reader.ask("get", f"/monitors/{made['uid']}")[0] == 200
    for verb, path in (("delete", ""), ("post", "/pause"), ("post", "/take")):
        assert reader.ask(verb, f"/monitors/{made['uid']}{path}")[0] == 403
    stranger = Caller(cast_.charlie, cast_.velos, Permission.READ, Permission.MANAGE_WATCH)
    assert stranger.ask("get", f"/monitors/{made['uid']}")[0] == 404
    assert stranger.ask("delete", f"/monitors/{made['uid']}")[0] == 404
