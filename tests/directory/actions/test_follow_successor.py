"""A reader of an organisation goes on in the log that follows a lost one."""

import pytest
from django.db import transaction

from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.follow import follow
from rempart.directory.store.models import Organisation
from rempart.ledger import keys, store
from rempart.ledger.entry import Recorded
from tests.cast import Cast

KIND = "directory.site.added"


@pytest.mark.django_db(transaction=True)
def test_the_reader_goes_on(cast_: Cast) -> None:
    raw, signing = raw_connection(), keys.Keys("rempart/00112233445566ff", bytes(32))
    epoch, seen = store.claim(raw), []

    def take(organisation: Organisation, recorded: Recorded) -> None:
        seen.append((recorded.log, recorded.entry.subject.id))

    def read() -> None:
        while store.integrate(raw, signing, epoch=epoch):
            pass
        while follow("test", (KIND,), take):
            pass

    uid = cast_.lavande.uid
    first = add_site(cast_.alice, cast_.lavande, "https://one.example")
    read()
    with transaction.atomic():
        raw.execute("INSERT INTO ledger_successor VALUES (?, ?, 1, 9, '')", (uid, f"{uid}.2"))
    second = add_site(cast_.alice, cast_.lavande, "https://two.example")
    read()
    mine = [found for found in seen if found[0].startswith(uid)]
    assert mine[-2:] == [(uid, first.uid), (f"{uid}.2", second.uid)]
    assert len(mine) == len(set(mine))
