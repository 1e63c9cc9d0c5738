"""What this area takes back when an account's access ends: wishes that it made by hand and that still wait."""

from rempart.directory.actions.action import Record, now_ms
from rempart.directory.store.models import Account, Organisation
from rempart.events import lifecycle
from rempart.lifecycle.actions.drop_change import drop
from rempart.lifecycle.core.change import Source
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store.models import ScimToken, Transition
from rempart.terms.scope import Subject


def on_ending(record: Record, account: Account, organisation: Organisation) -> None:
    """Machine tokens go on, or every leaver would stop the identity system; that they are known elsewhere is shouted."""
    asked = Transition.objects.filter(
        organisation=organisation, requester=account, source=Source.HAND, stage__in=[Stage.PLANNED, Stage.PAUSED]
    )
    for row in asked.order_by("pk"):
        drop(record, row, "requester_left")
    for token in ScimToken.objects.filter(
        organisation=organisation, made_by=account, revoked_at_ms=None, until_ms__gt=now_ms()
    ):
        record.event(lifecycle.TOKEN_ORPHANED, Subject("scim_token", token.uid), {})
