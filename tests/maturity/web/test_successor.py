"""Pages and reports of a site whose organisation's record goes on in another log."""

import pytest
from django.test import Client
from django.urls import reverse

from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.add_site import add_site
from rempart.facts.answer import Answer
from rempart.ledger import store
from rempart.maturity.actions.answer_questions import answer_questions
from rempart.maturity.readers.fold_facts import fold
from rempart.maturity.web.past import checkpoint_of
from rempart.maturity.web.reports.checkpoint import seal_of
from tests.cast import Cast
from tests.record.places import integrate
from tests.record.successor import go_on

pytestmark = pytest.mark.django_db(transaction=True)


def test_reports_and_the_proof_page_name_the_checkpoint_of_today(cast_: Cast, client: Client) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")
    log = go_on(cast_.lavande)
    before, shown = seal_of(cast_.lavande), checkpoint_of(site)
    assert before is not None
    assert before.log == cast_.lavande.uid
    assert shown is not None
    assert shown.text == before.note
    integrate()
    head = store.head(raw_connection(), log)
    sealed, shown = seal_of(cast_.lavande), checkpoint_of(site)
    assert head is not None
    assert sealed is not None
    assert shown is not None
    assert (sealed.log, sealed.note, shown.text) == (log, head.note, head.note)
    client.force_login(cast_.alice)
    assert head.note.splitlines()[2] in client.get(reverse("proof", args=[site.uid])).content.decode()


def test_a_piece_of_evidence_leads_to_its_entry_in_the_log_that_followed(cast_: Cast, client: Client) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")
    go_on(cast_.lavande)
    answer_questions(cast_.alice, site, [Answer(control="backup_daily", value="yes")])
    integrate()
    while fold(cast_.lavande):
        pass
    raw = raw_connection()
    number = store.chain(raw, cast_.lavande.uid).size - 1
    client.force_login(cast_.alice)
    page = client.get(reverse("stone", args=[site.uid, "backup_daily"])).content.decode()
    assert f'href="/sites/{site.uid}/ledger/{number}/"' in page
    assert client.get(f"/sites/{site.uid}/ledger/{number}/").status_code == 200
