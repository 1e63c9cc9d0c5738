"""Taking part in points, or not; being named, or not. The record says that somebody chose, never who and never what."""

from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.standing import membership
from rempart.events import people as events
from rempart.people.actions.prizes import give_back
from rempart.people.store.points import Earned, Purse, Star, Wish
from rempart.terms.scope import Subject


def choose_points(account: Account, organisation: Organisation, *, is_out: bool, is_named: bool) -> None:
    """Whoever opts out keeps no line, no balance, no star and no open wish. Coming back begins at nothing."""
    with system_action(organisation) as record:
        if membership(account, organisation, now_ms()) is None:
            raise PermissionDenied
        purse, _ = Purse.objects.get_or_create(account=account, organisation=organisation)
        Purse.objects.filter(pk=purse.pk).update(is_out=is_out, is_named=is_named and not is_out)
        if is_out:
            clear(account, organisation)
        elif not is_named:
            Star.objects.filter(account=account, organisation=organisation).delete()
        record.event(events.POINTS_CHOSEN, Subject("points", organisation.uid), {})


def clear(account: Account, organisation: Organisation) -> None:
    """No trace of what was earned; what was handed over stays counted without a name. Part of an action."""
    wishes = Wish.objects.filter(account=account, organisation=organisation)
    for wish in wishes.filter(state=Wish.ASKED).select_related("prize"):
        give_back(wish)
    wishes.update(account=None)
    Earned.objects.filter(account=account, organisation=organisation).delete()
    Star.objects.filter(account=account, organisation=organisation).delete()
    Purse.objects.filter(account=account, organisation=organisation).update(balance=0)
