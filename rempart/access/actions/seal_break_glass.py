"""Seal a secret for emergencies, once a second person has said yes. It is returned once and nowhere kept."""

from rempart.access.core.break_glass import digest, new_secret
from rempart.access.store.break_glass import SealedAccess
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.ask_approval import ask_approval
from rempart.directory.actions.decide_approval import approved_action
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.rights import Approval
from rempart.events import break_glass as events
from rempart.terms.scope import Subject

WHAT = "seal_break_glass"


def sealed_now(organisation: Organisation) -> SealedAccess | None:
    """The envelope that would open something."""
    return SealedAccess.objects.filter(organisation=organisation, state=SealedAccess.SEALED).order_by("-pk").first()


def change_of(organisation: Organisation) -> dict[str, str]:
    """What exactly is approved: a new envelope in the place of this one, so that a yes is not kept for later."""
    held = sealed_now(organisation)
    return {"replaces": held.uid if held else ""}


def ask_to_seal(actor: Account, organisation: Organisation, reason: str) -> Approval:
    """Raises NotApprovable, PermissionDenied."""
    return ask_approval(actor, organisation, WHAT, change_of(organisation), reason=reason)


def seal_break_glass(actor: Account, organisation: Organisation) -> str:
    """The secret. Raises NotApprovable("needed") without a second person's yes, PermissionDenied."""
    with approved_action(actor, organisation, WHAT, change_of(organisation)) as record:
        before = SealedAccess.objects.filter(organisation=organisation, state=SealedAccess.SEALED)
        before.update(state=SealedAccess.VOID, digest=None)
        secret = new_secret()
        made = SealedAccess.objects.create(
            organisation=organisation, digest=digest(secret), sealed_by=actor, sealed_ms=now_ms()
        )
        record.event(events.SEALED, Subject("break_glass", made.uid), {})
    return secret
