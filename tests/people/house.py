"""Rules of the house for tests: put up through the actions."""

from datetime import date

from rempart.directory.store.models import Account, Organisation
from rempart.people.actions.put_house_rule import put_rule
from rempart.people.core.house_rule import Draft, HouseKind, Wording
from rempart.people.store.house_rules import HouseVersion

RIGHT = "22, at once"
ENGLISH = Wording("How to report", "Call 22.\n\n- at once", "Whom do you call?", RIGHT, ("Nobody", "The press"))
FRENCH = Wording("Comment signaler", "Appelez le 22.", "Qui appelez-vous ?", "Le 22", ("Personne",))
PDF = b"%PDF-1.7\n<script>alert(1)</script>"


def draft(**wordings: Wording) -> Draft:
    return Draft(date(2026, 11, 2), wordings or {"en": ENGLISH}, PDF)


def put(teacher: Account, organisation: Organisation, kind: HouseKind = HouseKind.REPORTING) -> HouseVersion:
    return put_rule(teacher, organisation, kind, draft())
