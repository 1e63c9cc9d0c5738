"""The SCIM server, request by request (RFC 7644)."""

from tests.cast import Cast
from tests.lifecycle.scim import GROUP, USER, Caller

BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


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


def test_filters(cast_: Cast) -> None:
    """The database answers them."""
    call = Caller(cast_.alice, cast_.lavande)
    one = call.user("Ada", displayName="Ada L", name={"familyName": "Lovelace"}, externalId="X1", active=True)
    two = call.user("bob", emails=[{"value": "b@x.example", "type": "home"}, {"value": "b@y.example", "type": "work"}])
    team = call.group("Sales", two["id"])
    for text, found in {
        'userName eq "ADA"': [one],
        'userName ne "ada"': [two],
        'externalId eq "x1"': [],
        'name.familyName sw "love"': [one],
        "displayName pr": [one],
        "not (displayName pr)": [two],
        'emails[type eq "home" and value co "y.example"]': [],
        'emails[type eq "work" and value co "y.example"]': [two],
        'emails.type eq "home"': [two],
        'emails co "X.example"': [two],
        "active eq true": [one],
        f'groups eq "{team["id"]}"': [two],
        f'{USER}:userName eq "bob" or id eq "{one["id"]}"': [one, two],
        'meta.created gt "2020-01-01T00:00:00Z" and userName ew "b"': [two],
        'meta.lastModified lt "2020-01-01T00:00:00Z"': [],
        'meta.resourceType eq "User"': [one, two],
        "userName eq null": [],
        'userName co "%"': [],
        'userName co "_"': [],
    }.items():
        answer = call("GET", "Users?" + _query(filter=text))
        assert answer.status_code == 200, (text, answer.content)
        assert [row["id"] for row in answer.json()["Resources"]] == [row["id"] for row in found], text
    groups = call("GET", "Groups?" + _query(filter=f'members.value eq "{two["id"]}"')).json()
    assert [row["displayName"] for row in groups["Resources"]] == ["Sales"]


def _query(**wish: str) -> str:
    from urllib.parse import urlencode

    return urlencode(wish)


def test_bad_wishes(cast_: Cast) -> None:
    """400 with the word of the table."""
    call = Caller(cast_.alice, cast_.lavande)
    for wish, kind in [
        ({"filter": "password pr"}, "invalidFilter"),
        ({"filter": 'active eq "yes"'}, "invalidFilter"),
        ({"filter": 'meta.created gt "soon"'}, "invalidFilter"),
        ({"filter": "userName"}, "invalidFilter"),
        ({"sortBy": "emails"}, "invalidPath"),
        ({"count": "many"}, "invalidValue"),
        ({"attributes": "a" * 3_000}, "invalidValue"),
    ]:
        answer = call("GET", "Users?" + _query(**wish))
        assert (answer.status_code, answer.json().get("scimType")) == (400, kind), wish
        assert answer.json()["status"] == "400"


def test_sorting_and_paging(cast_: Cast) -> None:
    """By the database, one page after another."""
    call = Caller(cast_.alice, cast_.lavande)
    for name in ("c", "a", "b"):
        call.user(name)
    page = call("GET", "Users?sortBy=userName&sortOrder=descending&startIndex=2&count=1").json()
    assert (page["totalResults"], page["startIndex"], page["itemsPerPage"]) == (3, 2, 1)
    assert page["Resources"][0]["userName"] == "b"
    assert call("GET", "Users?count=0").json()["Resources"] == []
    assert call("GET", "Users?startIndex=-5&count=-1").json()["startIndex"] == 1
    search = {"schemas": [SEARCH], "filter": 'userName sw "a"', "attributes": ["userName"], "startIndex": 1, "count": 9}
    found = call("POST", "Users/.search", search).json()
    assert [set(row) for row in found["Resources"]] == [{"schemas", "id", "userName"}]
    call.group("Sales")
    everything = call("POST", ".search", {"schemas": [SEARCH], "count": 2, "startIndex": 3}).json()
    assert everything["totalResults"] == 4
    assert [row["meta"]["resourceType"] for row in everything["Resources"]] == ["User", "Group"]
    both = call("POST", ".search", {"schemas": [SEARCH], "filter": 'userName eq "a"'}).json()
    assert both["totalResults"] == 1


def test_versions(cast_: Cast) -> None:
    """If-None-Match spares the body, If-Match the other one's change."""
    call = Caller(cast_.alice, cast_.lavande)
    made = call("POST", "Users", {"schemas": [USER], "userName": "eva"})
    path, tag = f"Users/{made.json()['id']}", made["ETag"]
    assert made["Location"].endswith(path)
    assert made.json()["meta"]["version"] == tag
    unchanged = call("GET", path, If_None_Match=tag)
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    first = call.patch(path, {"op": "add", "path": "displayName", "value": "Eva"}, If_Match=tag)
    assert first.status_code == 200
    assert first["ETag"] != tag
    assert call.patch(path, {"op": "add", "path": "displayName", "value": "X"}, If_Match=tag).status_code == 412
    assert call("DELETE", path, If_Match=tag).status_code == 412
    assert call("GET", path, If_None_Match=tag).status_code == 200


def test_patch_in_all_forms(cast_: Cast) -> None:
    """Paths, value filters, no path, and what Entra writes."""
    call = Caller(cast_.alice, cast_.lavande)
    path = "Users/" + call.user("f", emails=[{"value": "f@x.example", "type": "home", "primary": True}])["id"]
    said = call.patch(
        path,
        {"op": "Add", "path": 'emails[type eq "work"].value', "value": "f@w.example"},
        {"op": "replace", "value": {"name.givenName": "Fa", "displayName": "F"}},
        {"op": "add", "path": f"{ENTERPRISE}:employeeNumber", "value": "701"},
        {"op": "add", "path": "nickName", "value": "dropped, we do not keep it"},
    )
    assert said.status_code == 200, said.content
    user = said.json()
    assert user["name"] == {"givenName": "Fa"}
    assert user[ENTERPRISE] == {"employeeNumber": "701"}
    assert {email["value"] for email in user["emails"]} == {"f@x.example", "f@w.example"}
    said = call.patch(
        path, {"op": "remove", "path": 'emails[value eq "f@x.example"]'}, {"op": "remove", "path": "name"}
    )
    assert [email["value"] for email in said.json()["emails"]] == ["f@w.example"]
    assert "name" not in said.json()
    for operation, kind in [
        ({"op": "replace", "path": "id", "value": "other"}, "mutability"),
        ({"op": "remove"}, "noTarget"),
        ({"op": "remove", "path": "userName"}, None),
        ({"op": "jump", "path": "userName"}, "invalidValue"),
        ({"op": "replace", "path": "emails[", "value": "x"}, "invalidPath"),
    ]:
        answer = call.patch(path, operation)
        assert answer.status_code == 400, operation
        assert kind is None or answer.json()["scimType"] == kind, answer.content


def test_groups_and_their_members(cast_: Cast) -> None:
    """Members come and go; strangers and groups in groups do not."""
    call = Caller(cast_.alice, cast_.lavande)
    one, two = call.user("g1"), call.user("g2")
    path = "Groups/" + call.group("Night shift", one["id"])["id"]
    call.patch(path, {"op": "add", "path": "members", "value": [{"value": two["id"]}]})
    assert {row["value"] for row in call("GET", path).json()["members"]} == {one["id"], two["id"]}
    call.patch(path, {"op": "remove", "path": f'members[value eq "{one["id"]}"]'})
    assert [row["value"] for row in call("GET", path).json()["members"]] == [two["id"]]
    call.patch(path, {"op": "Remove", "path": "members", "value": [{"value": two["id"]}]})  # as Entra does
    assert "members" not in call("GET", path).json()
    wrong = call.patch(path, {"op": "add", "path": "members", "value": [{"value": "nobody"}]})
    assert (wrong.status_code, wrong.json()["scimType"]) == (400, "invalidValue")
    again = call("POST", "Groups", {"schemas": [GROUP], "displayName": "Night shift"})
    assert (again.status_code, again.json()["scimType"]) == (409, "uniqueness")


def test_bulk(cast_: Cast) -> None:
    """One fails, the others stand; later ones name what earlier ones made."""
    call = Caller(cast_.alice, cast_.lavande)
    member = {"value": "bulkId:u"}
    body = {
        "schemas": [BULK],
        "Operations": [
            {"method": "POST", "path": "/Users", "bulkId": "u", "data": {"schemas": [USER], "userName": "h"}},
            {"method": "POST", "path": "/Users", "bulkId": "v", "data": {"schemas": [USER], "userName": "h"}},
            {
                "method": "POST",
                "path": "/Groups",
                "bulkId": "g",
                "data": {"schemas": [GROUP], "displayName": "B", "members": [member]},
            },
            {"method": "DELETE", "path": "/Users/unknown"},
            {"method": "PATCH", "path": "/Nowhere/1", "data": {}},
        ],
    }
    answer = call("POST", "Bulk", body)
    assert [row["status"] for row in answer.json()["Operations"]] == ["201", "409", "201", "404", "400"]
    group = answer.json()["Operations"][2]["location"].rpartition("/")[2]
    assert len(call("GET", f"Groups/{group}").json()["members"]) == 1
    stopped = call("POST", "Bulk", {**body, "failOnErrors": 1}).json()["Operations"]
    assert [row["status"] for row in stopped] == ["409"]


def test_whoever_comes_back_keeps_history_and_gets_no_right_back(cast_: Cast) -> None:
    """DELETE disables; the same name later is the same person, without the teams of before."""
    call = Caller(cast_.alice, cast_.lavande)
    made = call.user("ida", emails=[{"value": "ida@x.example"}])
    call.group("Vault", made["id"])
    assert call("DELETE", f"Users/{made['id']}").status_code == 204
    again = call.user("ida", emails=[{"value": "ida@x.example"}])
    assert again["id"] == made["id"]
    assert "groups" not in again
