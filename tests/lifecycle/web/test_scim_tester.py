"""The foreign tester of SCIM servers passes wholly, in one process."""

import pytest
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import Status, check_server

from rempart.console.wsgi import application
from tests.cast import Cast
from tests.lifecycle.scim import Caller


@pytest.mark.usefixtures("one_connection")
def test_the_tester_finds_nothing(cast_: Cast) -> None:
    """No check fails, and none was left out."""
    caller = Caller(cast_.alice, cast_.lavande)
    client = WSGISCIMClient(
        application,
        base_url=f"http://127.0.0.1/scim/v2/{cast_.lavande.uid}",
        headers={"Authorization": f"Bearer {caller.secret}"},
    )
    results = check_server(client)
    wrong = [
        f"{found.title}: {found.reason} {found.data}"
        for found in results
        if found.status not in (Status.SUCCESS, Status.COMPLIANT)
    ]
    assert wrong == []
    assert len(results) > 40
