"""The record of an organisation is one, though it lies in several logs after a restore or a move."""

import base64
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import CharField, Value
from django.db.models.functions import Cast as Cast_
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse

from rempart.channel.place import state_folder
from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.ledger import keys, merkle, store
from rempart.ledger.export import export as write_whole
from rempart.record.actions import fold_index
from rempart.record.actions.change_outlet import Wish, add_outlet
from rempart.record.actions.deliver import deliver
from rempart.record.actions.serve import due
from rempart.record.store.models import Delivery, Outlet, Posting
from tests.cast import Cast
from tests.record.places import integrate, settle
from tests.record.receivers import Got, http_receiver
from tests.record.successor import go_on

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Got]:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    with http_receiver() as got:
        yield got


@pytest.fixture
def sites(cast_: Cast) -> list[Site]:
    """One in each of three logs."""
    made = []
    for number in range(3):
        made.append(add_site(cast_.alice, cast_.lavande, f"https://boutique{number}.example"))
        if number < 2:
            go_on(cast_.lavande)
    settle()
    return made


def whole(cast: Cast) -> list[tuple[str, int]]:
    """Every entry by its log and index, in order."""
    raw = raw_connection()
    return [(part.log, index) for part in store.chain(raw, cast.lavande.uid).parts for index in range(part.size)]


def hook(cast: Cast, got: Got, *, from_start: bool) -> Outlet:
    wish = Wish("Centre", {"url": f"http://127.0.0.1:{got.port}/in"})
    outlet, _ = add_outlet(cast.alice, cast.lavande, "webhook", wish, from_start=from_start)
    integrate()
    return outlet


def arrived(got: Got) -> list[tuple[str, int]]:
    said = [json.loads(body)["data"] for _, body in got.posts]
    return [(one["log"], one["index"]) for one in said]


def test_an_outlet_sends_all_logs_in_order_and_once(cast_: Cast, sites: list[Site], receiver: Got) -> None:
    outlet = hook(cast_, receiver, from_start=True)
    assert due() == [outlet.pk]
    while deliver(outlet.pk):
        pass
    assert arrived(receiver) == whole(cast_)
    assert due() == []


def test_an_outlet_goes_on_in_a_log_that_is_opened_later(cast_: Cast, receiver: Got) -> None:
    outlet = hook(cast_, receiver, from_start=True)
    while deliver(outlet.pk):
        pass
    go_on(cast_.lavande)
    integrate()
    assert due() == [outlet.pk]
    while deliver(outlet.pk):
        pass
    assert arrived(receiver) == whole(cast_)


def test_a_failure_amid_two_logs_repeats_from_there(cast_: Cast, sites: list[Site], receiver: Got) -> None:
    outlet = hook(cast_, receiver, from_start=True)
    first = store.chain(raw_connection(), cast_.lavande.uid).parts[0].size
    receiver.answers = [204] * (first + 1) + [503]
    deliver(outlet.pk)
    assert Delivery.objects.order_by("pk")[0].last_idx == first
    Outlet.objects.update(next_at_ms=0)
    while deliver(outlet.pk):
        pass
    assert list(dict.fromkeys(arrived(receiver))) == whole(cast_)


def test_a_new_outlet_begins_after_the_newest_entry_of_the_newest_log(
    cast_: Cast, sites: list[Site], receiver: Got, client: Client
) -> None:
    before = len(whole(cast_))
    outlet = hook(cast_, receiver, from_start=False)
    client.force_login(cast_.alice)
    page = client.get(reverse("record_outlets")).content.decode()
    assert outlet.idx == before - 1
    assert f"{len(whole(cast_)) - before} " in re.sub("<[^>]*>", " ", page)
    while deliver(outlet.pk):
        pass
    assert arrived(receiver) == whole(cast_)[before:]


def numbers(client: Client, asked: dict[str, str] | None = None) -> list[int]:
    page = client.get(reverse("record"), asked or {}).content.decode()
    return [int(found) for found in re.findall(r'<th scope="row"><a href="/record/(\d+)/">', page)]


def test_the_list_shows_all_logs(client: Client, cast_: Cast, sites: list[Site]) -> None:
    client.force_login(cast_.alice)
    count = len(whole(cast_))
    found = numbers(client)
    assert found == list(range(count - 1, -1, -1))[:50]
    assert numbers(client, {"before": str(found[3])}) == list(range(found[3] - 1, -1, -1))[:50]
    assert numbers(client, {"from": "2099-01-01T00:00"}) == []
    assert len(numbers(client, {"from": "2020-01-01T00:00"})) == len(numbers(client))


def test_what_is_searched_is_found_in_each_log(client: Client, cast_: Cast, sites: list[Site]) -> None:
    client.force_login(cast_.alice)
    for number, site in enumerate(sites):
        [at] = numbers(client, {"q": f"boutique{number}"})
        page = client.get(reverse("record_entry", args=[at])).content.decode()
        assert f"boutique{number}.example" in page
        trail = client.get(reverse("record_trail", args=[site.uid])).content.decode()
        assert f"/record/{at}/" in trail
    assert len(numbers(client, {"q": "boutique"})) == 3


def test_the_index_is_dropped_and_folded_again_over_all_logs(cast_: Cast, sites: list[Site]) -> None:
    held = sorted(Posting.objects.filter(organisation=cast_.lavande).values_list("term", "idx"))
    assert fold_index.folded_to(cast_.lavande) == len(whole(cast_)) - 1
    fold_index.drop(cast_.lavande)
    assert fold_index.folded_to(cast_.lavande) == -1
    settle()
    assert sorted(Posting.objects.filter(organisation=cast_.lavande).values_list("term", "idx")) == held


def test_an_index_of_an_earlier_release_is_built_again(cast_: Cast, sites: list[Site]) -> None:
    """It named entries of every log by their index there: those of two logs in one row."""
    held = sorted(Posting.objects.filter(organisation=cast_.lavande).values_list("term", "idx"))
    others = Posting.objects.exclude(organisation=cast_.lavande).count()
    Posting.objects.filter(organisation=cast_.lavande).update(
        idx=0, term=Concat("term", Value("-"), Cast_("pk", CharField()))
    )
    migration = import_module("rempart.record.store.migrations.0002_whole_record")
    migration.forget(apps, SimpleNamespace(connection=connection))
    assert Posting.objects.filter(organisation=cast_.lavande).count() == 0
    assert Posting.objects.count() == others
    settle()
    assert sorted(Posting.objects.filter(organisation=cast_.lavande).values_list("term", "idx")) == held


def test_each_entry_is_proven_in_its_own_log_and_leads_to_its_neighbours(
    client: Client, cast_: Cast, sites: list[Site]
) -> None:
    client.force_login(cast_.alice)
    places = whole(cast_)
    for number, (log, index) in enumerate(places):
        answer = client.get(reverse("record_entry", args=[number]))
        page = answer.content.decode()
        assert f"rempart ledger prove {index} --log {log} --json" in page
        assert "The proof leads from the entry to the root." in page
        assert (f'href="/record/{number + 1}/"' in page) == (number + 1 < len(places))
        assert (f'href="/record/{number - 1}/"' in page) == (number > 0)
    assert client.get(reverse("record_entry", args=[len(places) + 5])).status_code == 404


def test_the_page_of_a_site_leads_through_all_logs(client: Client, cast_: Cast, sites: list[Site]) -> None:
    client.force_login(cast_.alice)
    count = len(whole(cast_))
    page = client.get(reverse("ledger_entry", args=[sites[0].uid, count - 1])).content.decode()
    assert "https://boutique2.example" in page


def test_the_interface_proves_an_entry_by_log_and_leaf(client: Client, cast_: Cast, sites: list[Site]) -> None:
    secret = make_token(cast_.alice, cast_.lavande, "reader", [Permission.READ_RECORD], 1).secret
    bearer = {"Authorization": f"Bearer {secret}"}
    integrate()
    log, index = whole(cast_)[-1]
    said = client.get(f"/api/v1/record/{len(whole(cast_)) - 1}", headers=bearer).json()
    assert (said["log"], said["leaf"]) == (log, index)
    steps = [base64.b64decode(step) for step in said["steps"]]
    leaf = merkle.leaf_hash(said["entry"].encode())
    assert merkle.verify_inclusion(leaf, index, said["size"], steps, base64.b64decode(said["root"]))
    newest = client.get("/api/v1/record", headers=bearer).json()["items"][0]
    assert (newest["index"], newest["log"]) == (len(whole(cast_)) - 1, log)


def test_a_range_over_several_logs_is_one_folder_for_each(
    client: Client, cast_: Cast, sites: list[Site], tmp_path: Path
) -> None:
    client.force_login(cast_.alice)
    settle()
    places = whole(cast_)
    page = client.get(reverse("record_export")).content.decode()
    assert f"entries 0 to {len(places) - 1}" in page
    answer = client.post(reverse("record_export"), {"first": 1, "last": len(places) - 1})
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer)))  # type: ignore[call-overload]
    logs = list(dict.fromkeys(log for log, _ in places))
    assert sorted({name.split("/")[0] for name in archive.namelist()}) == sorted(logs)
    signing = keys.load(state_folder())
    for log in logs:
        assert f"rempart-verify {log} --key" in page
        assert str(signing.verifier(log)) in html.unescape(page)
        write_whole(raw_connection(), log, tmp_path / log)
        assert archive.read(f"{log}/checkpoint").decode() == (tmp_path / log / "checkpoint").read_text()
