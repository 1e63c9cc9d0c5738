"""The address for which reports are taken by SMTP: set and ended. Whether the port is open says the operator."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from rempart.directory.actions.action import action
from rempart.directory.store.models import Account, Organisation
from rempart.events import mail_reports as events
from rempart.mail.actions.set_mailbox import NEEDED
from rempart.mail.store.intake import Intake
from rempart.terms.scope import Subject


class Taken(ValueError):
    """Another organisation of this installation takes mails for that address."""


@dataclass(frozen=True, slots=True)
class IntakeWish:
    """Networks as core/reported/own_networks.py reads them."""

    address: str
    networks: tuple[str, ...]
    authserv_id: str
    own_hops: int


def set_intake(actor: Account, organisation: Organisation, wish: IntakeWish) -> Intake:
    """It is taken at once. Raises Taken."""
    with action(actor, organisation, NEEDED) as record:
        row = Intake.objects.filter(organisation=organisation).first() or Intake(organisation=organisation)
        row.address, row.networks = wish.address.lower(), list(wish.networks)
        row.authserv_id, row.own_hops = wish.authserv_id, wish.own_hops
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as bad:
            raise Taken from bad
        record.event(events.INTAKE_SET, Subject("intake", row.uid), {"networks": len(wish.networks)})
    return row


def end_intake(actor: Account, organisation: Organisation) -> None:
    """What came by it stays."""
    with action(actor, organisation, NEEDED) as record:
        for row in Intake.objects.filter(organisation=organisation):
            record.event(events.INTAKE_ENDED, Subject("intake", row.uid), {})
            row.delete()
        if not record.entries:
            record.event(events.INTAKE_ENDED, Subject("intake", "none"), {})
