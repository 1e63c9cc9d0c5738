"""An entry's page: its sentence in each language, its exact bytes, and a proof that a reader can follow alone."""

import base64
import hashlib
import html
import json
import re

import pytest
from django.test import Client

from rempart.channel.place import state_folder
from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.ledger import keys, store
from rempart.maturity.actions.accept_risk import accept_risk
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def integrate() -> None:
    raw = raw_connection()
    signing = keys.load_or_create(state_folder())
    while store.integrate(raw, signing, epoch=store.claim(raw)):
        pass


@pytest.fixture
def site(cast_: Cast) -> Site:
    made = add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")
    accept_risk(cast_.alice, made, "hsts", reason="<script>", days=30)
    integrate()
    return made


def last_index(site: Site) -> int:
    head = store.head(raw_connection(), site.organisation.uid)
    assert head is not None
    return head.size - 1


def page(client: Client, site: Site, index: int, language: str = "en") -> str:
    answer = client.get(f"/sites/{site.uid}/ledger/{index}/", headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def payloads(text: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(r'<pre class="payload"[^>]*>(.*?)</pre>', text, re.S)]


def test_the_bytes_hash_to_the_root_of_the_checkpoint(client: Client, site: Site, cast_: Cast) -> None:
    """With nothing but the page and RFC 6962."""
    client.force_login(cast_.bob)
    for index in range(last_index(site) + 1):
        entry, *rest = payloads(page(client, site, index))
        steps, note = rest
        size, root = int(note.split("\n")[1]), note.split("\n")[2]
        node, number, last = hashlib.sha256(b"\0" + entry.encode()).digest(), index, size - 1
        for step in (base64.b64decode(line) for line in steps.split()):
            if number % 2 or number == last:
                node = hashlib.sha256(b"\1" + step + node).digest()
                while number % 2 == 0 and number:
                    number, last = number // 2, last // 2
            else:
                node = hashlib.sha256(b"\1" + node + step).digest()
            number, last = number // 2, last // 2
        assert base64.b64encode(node).decode() == root
        assert json.loads(entry)["log"] == site.organisation.uid


@pytest.mark.parametrize(("language", "said"), [("en", "The risk of"), ("fr", "Le risque de"), ("zh-hans", "已接受")])
def test_the_sentence_is_in_the_reader_s_language(
    client: Client, site: Site, cast_: Cast, language: str, said: str
) -> None:
    client.force_login(cast_.alice)
    text = page(client, site, last_index(site), language)
    assert said in text
    assert "rempart ledger prove" in text
    assert str(keys.load(state_folder()).verifier(site.organisation.uid)) in html.unescape(text)


def test_nothing_of_another_tenant(client: Client, site: Site, cast_: Cast) -> None:
    own = add_site(cast_.charlie, cast_.velos, "https://velos.example")
    integrate()
    client.force_login(cast_.charlie)
    assert client.get(f"/sites/{site.uid}/ledger/0/").status_code == 404
    assert cast_.lavande.uid not in page(client, own, 0)


@pytest.mark.parametrize("index", ["999999", "9007199254740992", "99999999999999999999999999"])
def test_an_entry_that_does_not_exist_is_not_found(client: Client, site: Site, cast_: Cast, index: str) -> None:
    client.force_login(cast_.alice)
    assert client.get(f"/sites/{site.uid}/ledger/{index}/").status_code == 404


def test_an_entry_without_a_place_yet_is_not_found(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    after = last_index(site) + 1
    accept_risk(cast_.alice, site, "hsts", reason="again", days=3)
    assert client.get(f"/sites/{site.uid}/ledger/{after}/").status_code == 404


def test_an_altered_entry_is_told(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    index = last_index(site)
    where = (
        "FROM ledger_entry WHERE id = (SELECT id FROM ledger_place WHERE log = ? AND idx = ?)",
        (site.organisation.uid, index),
    )
    number, front = raw_connection().execute(f"SELECT id, front {where[0]}", where[1]).fetchone()
    altered = front.replace(b"hsts", b"hstz")
    raw_connection().execute("UPDATE ledger_entry SET front = ? WHERE id = ?", (altered, number))
    answer = client.get(f"/sites/{site.uid}/ledger/{index}/")
    assert answer.status_code == 200
    assert b"badge bad" in answer.content


def test_neighbours_are_linked(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    assert "/ledger/1/" in page(client, site, 0)
    assert "/ledger/-1/" not in page(client, site, 0)
    last = last_index(site)
    assert f"/ledger/{last + 1}/" not in page(client, site, last)


def test_a_learner_reads_no_proof(client: Client, site: Site, cast_: Cast) -> None:
    cast_.bob.membership_set.update(role="learner")
    client.force_login(cast_.bob)
    assert client.get(f"/sites/{site.uid}/ledger/0/").status_code == 403
