"""After a restore, before anything serves: who was erased is forgotten again, in keys, rows and every area's tables."""

from collections.abc import Mapping
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from rempart.directory.actions.action import forget_traces, raw_connection
from rempart.directory.actions.blot_in_areas import blot_account, blot_person
from rempart.directory.actions.forget_in_areas import forget_in_areas
from rempart.directory.store.models import Account, Membership, Person, SignInLink
from rempart.events import directory as events
from rempart.events.erasure import DAY_ERASED
from rempart.ledger import tombstones

KINDS = (events.PERSON_ERASED.name, DAY_ERASED.name, events.ACCOUNT_CLOSED.name)
CLOSED = "@left.invalid"  # .invalid never receives mail (RFC 2606)
BATCH = 200  # uids looked up at once


def replay_erasures(state: Path, also: Mapping[str, int] | None = None) -> int:
    """How many were forgotten again. No event: each erasure stands in the record already, and a restored log may
    not grow before it has been recovered.
    """
    raw = raw_connection()
    done = set(tombstones.replay(raw, state, KINDS, also))
    gone = sorted(tombstones.in_database(raw))
    for start in range(0, len(gone), BATCH):
        uids = gone[start : start + BATCH]
        with transaction.atomic():
            people = Person.objects.filter(uid__in=uids)
            accounts = Account.objects.filter(uid__in=uids).exclude(email__endswith=CLOSED)
            done |= set(people.values_list("uid", flat=True)) | set(accounts.values_list("uid", flat=True))
            for person in people.select_related("organisation"):
                blot_person(person)
            people.delete()
            for account in accounts:
                for member in Membership.objects.filter(account=account).select_related("organisation"):
                    blot_account(account, member.organisation)
                Membership.objects.filter(account=account).delete()
                empty_account(account)
            forget_in_areas(uids)
    if done:
        forget_traces()
    return len(done)


def empty_account(account: Account) -> None:
    """The row stays, so that what the account approved keeps its second person; nothing in it tells who it was."""
    SignInLink.objects.filter(account=account).delete()
    EmailAddress.objects.filter(user=account).delete()
    Authenticator.objects.filter(user=account).delete()
    account.name, account.email, account.is_active = "", f"{account.uid}{CLOSED}", False
    account.set_unusable_password()
    account.save()
