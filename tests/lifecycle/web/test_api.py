"""Leavers and connected systems over the API: read by whoever may, by uid, without names, settings or secrets."""

import pytest
from django.test import Client

from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.lifecycle.actions.connections import add_connection, connectors
from rempart.lifecycle.actions.end_access import end_one
from rempart.lifecycle.store.models import Connection, Transition
from tests.cast import Cast
from tests.lifecycle.scim import Caller

BOTH = (Permission.MANAGE_LEAVERS, Permission.MANAGE_CONNECTORS)


@pytest.fixture
def left(cast_: Cast) -> Transition:
    """Nora left, and one system does not answer."""
    given = {"address": "http://127.0.0.1:9/", "secret": "geheim"}
    add_connection(cast_.alice, cast_.lavande, connectors()["webhook"], "House keys", given)
    call = Caller(cast_.alice, cast_.lavande)
    call("DELETE", "Users/" + call.user("nora", emails=[{"value": "nora@lavande.example"}])["id"])
    assert end_one()
    return Transition.objects.get(kind="leave")


def get(account: Account, firm: Organisation, path: str, *rights: Permission) -> tuple[int, str]:
    """With a new token of these rights."""
    secret = make_token(account, firm, "t", rights, 1).secret
    answer = Client().get(f"/api/v1{path}", headers={"Authorization": f"Bearer {secret}"})
    return answer.status_code, answer.content.decode()


def test_what_is_open_is_read(cast_: Cast, left: Transition) -> None:
    """Times, tries and trouble; nothing personal and nothing secret."""
    for path in ("/leavers", f"/leavers/{left.uid}", "/connectors", f"/connectors/{Connection.objects.get().uid}"):
        status, text = get(cast_.alice, cast_.lavande, path, *BOTH)
        assert status == 200, text
        assert "geheim" not in text
        assert "nora" not in text
        assert "127.0.0.1" not in text
    status, text = get(cast_.alice, cast_.lavande, "/leavers", *BOTH)
    assert '"outer_ms": null' in text.replace('":null', '": null')
    assert '"barred"' in text


def test_nobody_else_reads_it(cast_: Cast, left: Transition) -> None:
    """A token without the right, and another tenant's."""
    assert get(cast_.alice, cast_.lavande, "/leavers", Permission.READ)[0] == 403
    assert get(cast_.alice, cast_.lavande, "/connectors", Permission.MANAGE_LEAVERS)[0] == 403
    assert get(cast_.charlie, cast_.velos, f"/leavers/{left.uid}", *BOTH)[0] == 404
    assert get(cast_.charlie, cast_.velos, f"/connectors/{Connection.objects.get().uid}", *BOTH)[0] == 404
    assert '"items": []' in get(cast_.charlie, cast_.velos, "/leavers", *BOTH)[1].replace('":[', '": [')
