"""The SCIM server, request by request."""

from tests.cast import Cast
from tests.lifecycle.scim import Caller


def test_round(cast_: Cast) -> None:
    """Made, found, changed, disabled."""
    call = Caller(cast_.alice, cast_.lavande)
    made = call.user("dora@lavande.example", emails=[{"value": "dora@lavande.example", "type": "work"}], active=True)
    found = call("GET", 'Users?filter=emails[type eq "work" and value co "DORA"]').json()
    assert [one["id"] for one in found["Resources"]] == [made["id"]]
    answer = call.patch(f"Users/{made['id']}", {"op": "replace", "path": "active", "value": False})
    assert answer.status_code == 200
    assert answer.json()["active"] is False
    assert call("DELETE", f"Users/{made['id']}").status_code == 204
    assert call("GET", f"Users/{made['id']}").status_code == 404
