"""The counter of a passkey only ever rises; where it does not, somebody has a copy (WebAuthn 3, section 6.1.1)."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from rempart.access.store.home import home_of
from rempart.directory.actions.action import system_action
from rempart.events import access as events
from rempart.terms.scope import Subject

COUNT = "sign_count"  # in the authenticator's data


def count_passkey(held: Authenticator, said: int) -> bool:
    """Notes the counter of a signature that was checked; False, and told, for one that was reached before.

    Passkeys that are kept in step between devices always say 0: of those nothing can be told.
    """
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().select_related("user").get(pk=held.pk)
        last = row.data.get(COUNT, row.wrap().authenticator_data.counter)
        if said > last:
            row.data[COUNT] = said
            row.save(update_fields=["data"])
        is_good: bool = said > last or said == last == 0
    held.data = row.data
    organisation = home_of(row.user)
    if not is_good and organisation is not None:
        with system_action(organisation) as record:
            record.event(events.PASSKEY_COPIED, Subject("account", row.user.uid), {})
    return is_good
