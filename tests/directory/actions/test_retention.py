"""Personal payloads go when their kind's time is over, never under a hold; keys, entries and proofs stay."""

from typing import Any

import pytest

from rempart.channel.place import state_folder
from rempart.directory.actions import retain_personal as retaining
from rempart.directory.actions.action import now_ms, raw_connection, system_action
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.hold_ask import ask_hold
from rempart.directory.actions.retain_personal import retain_personal
from rempart.directory.core.holds import Scope
from rempart.directory.core.people_table import NewPerson
from rempart.directory.duties import expire_key_backups, wrap_person_keys
from rempart.directory.duties import retain_personal as duty
from rempart.events import catalogue as events_catalogue
from rempart.events.catalogue import catalogue
from rempart.events.kind import EventKind
from rempart.events.retention import AREA_DAYS, SIGN_IN_DAYS, UNTIL_ERASED, kept_days
from rempart.ledger import commitment, entry, person_keys, person_keys_backup, retention
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY_MS = DAY_S * 1000
SEEN = EventKind("access.thing.seen", "Seen", "Vu", "已看到")
SHORT = EventKind("access.thing.tried", "Tried", "Essayé", "已尝试", kept_days=30)


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {**events_catalogue.catalogue(), SEEN.name: SEEN, SHORT.name: SHORT}
    monkeypatch.setattr(retaining, "catalogue", lambda: kinds)


def see(cast_: Cast, kind: EventKind, person: str, days_ago: int, site: str = "s1") -> str:
    with system_action(cast_.lavande) as record:
        sealed = record.seal(person, "place", {"seen_at": "203.0.113.9"})
        record.event(kind, Subject("site", site), {}, at_ms=now_ms() - days_ago * DAY_MS, commitments=sealed)
    return sealed["place"]


def left(*commitments: str) -> list[bool]:
    return [commitment.unseal(raw_connection(), one) is not None for one in commitments]


def test_each_kind_has_its_own_time(cast_: Cast) -> None:
    made = [
        see(cast_, SEEN, "p1", 364),
        see(cast_, SEEN, "p1", 366),
        see(cast_, SHORT, "p1", 29),
        see(cast_, SHORT, "p2", 31),
    ]
    assert left(*made) == [True] * 4
    while duty.run():
        pass
    assert left(*made) == [True, False, True, False]
    assert person_keys.existing(raw_connection(), "p2") is not None  # the key stays: the person is not erased
    done = bodies("directory.payload.expired")
    assert sorted((body["kind"], body["count"], body["days"]) for body in done) == [
        (SEEN.name, 1, 365),
        (SHORT.name, 1, 30),
    ]
    assert retention.count(raw_connection(), cast_.lavande.uid)[SEEN.name][0] == 1


def bodies(kind: str) -> list[dict[str, Any]]:
    rows = raw_connection().execute("SELECT front, tail FROM ledger_entry WHERE kind = ? ORDER BY id", (kind,))
    return [entry.read_trusted(entry.place(front, tail, 0), 0).entry.body for front, tail in rows]


def test_a_hold_on_person_site_or_organisation_stops_it(cast_: Cast) -> None:
    (ada,) = add_people(cast_.alice, cast_.lavande, [NewPerson("Ada")])
    site = add_site(cast_.alice, cast_.lavande, "https://lavande.example")
    made = [see(cast_, SEEN, ada.uid, 400), see(cast_, SEEN, "p1", 400, site.uid), see(cast_, SEEN, "p1", 400)]
    until = now_ms() + DAY_MS
    for scope, target in ((Scope.PERSON, ada.uid), (Scope.SITE, site.uid)):
        ask_hold(cast_.alice, cast_.lavande, scope, target, "why", until)
    everything = ask_hold(cast_.alice, cast_.lavande, Scope.ORGANISATION, "", "why", until)
    assert retain_personal(cast_.lavande) == 0
    everything.delete()
    assert retain_personal(cast_.lavande) == 1
    assert left(*made) == [True, True, False]
    assert retain_personal(cast_.lavande) == 0


def test_who_somebody_is_stays_as_long_as_they_do(cast_: Cast) -> None:
    add_people(cast_.alice, cast_.lavande, [NewPerson("Ada")])
    assert retain_personal(cast_.lavande, now_ms() + 4_000 * DAY_MS) == 0


def test_one_firm_does_not_end_the_time_of_another(cast_: Cast) -> None:
    made = see(cast_, SEEN, "p1", 400)
    assert retain_personal(cast_.velos) == 0
    assert left(made) == [True]


def test_every_area_says_how_long_and_every_kind_has_an_area() -> None:
    for kind in catalogue().values():
        assert kind.name.split(".")[0] in AREA_DAYS, kind.name
        assert kept_days(kind) == UNTIL_ERASED or kept_days(kind) >= 30
    assert kept_days(SEEN) == SIGN_IN_DAYS
    assert kept_days(SHORT) == 30


def test_what_a_payload_belongs_to_can_be_found_again_from_the_entries(cast_: Cast) -> None:
    see(cast_, SEEN, "p1", 3)
    add_people(cast_.alice, cast_.lavande, [NewPerson("Ada")])
    raw = raw_connection()
    before = raw.execute("SELECT * FROM ledger_personal_kept ORDER BY commitment").fetchall()
    assert len(before) == 2
    raw.execute("DELETE FROM ledger_personal_kept")
    assert retention.note_again(raw) == 2
    assert raw.execute("SELECT * FROM ledger_personal_kept ORDER BY commitment").fetchall() == before


def test_the_other_duties_do_their_piece(cast_: Cast, transactional_db: None) -> None:
    raw = raw_connection()
    add_people(cast_.alice, cast_.lavande, [NewPerson("Ada")])
    folder = state_folder() / person_keys_backup.FOLDER
    old = person_keys_backup.export_keys(raw, folder, now_ms() - 31 * DAY_MS)
    new = person_keys_backup.export_keys(raw, folder, now_ms())
    assert expire_key_backups.UNIT.run() is False
    assert not old.exists()
    assert new.exists()
    assert wrap_person_keys.UNIT.run() is False
    new.unlink()
