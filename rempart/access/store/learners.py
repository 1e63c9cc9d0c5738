"""Learners: which organisation a door leads to, who has a number there, whether their account may do more."""

from rempart.access.store.models import SignInRule
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership, Organisation, Person
from rempart.directory.store.standing import borrows

BY_CODE = "code"  # the way in of a session that a one-time code opened


def organisation_at(code: str) -> Organisation | None:
    """By its short code, or by its uid, which always works."""
    rule = SignInRule.objects.select_related("organisation").filter(code=code).first()
    found = Organisation.objects.filter(uid=code).first()
    return rule.organisation if rule is not None else found


def person_with(organisation: Organisation | None, number: str) -> Person | None:
    """None also when two people have it: a number that is not one person's opens nothing."""
    clean = " ".join(number.split())
    found = list(Person.objects.filter(organisation=organisation, staff_number__iexact=clean).order_by("pk")[:2])
    return found[0] if len(found) == 1 and clean else None


def has_more_rights(account: Account | None, at_ms: int) -> bool:
    """Than a learner's. Then the person signs in the usual way: a code by mail must not open what a second factor guards."""
    if account is None:
        return False
    by_role = Membership.objects.filter(account=account).exclude(role=Role.LEARNER.value).exists()
    return by_role or borrows(account, at_ms)
