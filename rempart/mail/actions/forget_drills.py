"""Single results of drills go twelve months after the drill; of whoever is erased, at once."""

import secrets
from collections.abc import Sequence

from rempart.channel.sealed import Unreadable
from rempart.directory.actions.action import now_ms, system_action
from rempart.events import mail as events
from rempart.mail.core.drill.states import Sent
from rempart.mail.store import outbox
from rempart.mail.store.drill import KEPT_DAYS, Campaign, DrillKey, Message, Recipient
from rempart.mail.store.joining import Joiner
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

BATCH = 2_000  # rows of one transaction


def forget_drills(moment_ms: int | None = None) -> bool:
    """One batch; True when more may wait. What was counted stays with the campaign."""
    before = (now_ms() if moment_ms is None else moment_ms) - KEPT_DAYS * DAY_S * 1_000
    old = Campaign.objects.filter(ended_ms__lt=before, forgotten_ms=None, organisation__closure=None)
    row = old.select_related("organisation").order_by("pk").first()
    if row is None:
        return False
    if row.counts is None:
        Campaign.objects.filter(pk=row.pk).update(counts=outbox.counts(row))
    for model in (Message, Recipient):
        some = list(model.objects.filter(campaign=row).values_list("pk", flat=True)[:BATCH])
        if some:
            model.objects.filter(pk__in=some).delete()
            return True
    with system_action(row.organisation) as record:
        Campaign.objects.filter(pk=row.pk).update(forgotten_ms=now_ms())
        record.event(events.RESULTS_FORGOTTEN, Subject("campaign", row.uid), {})
    return True


def erase_drills(uids: Sequence[str]) -> None:
    """Their messages belong to nobody from now on: counts of a drill do not change, so nobody is found by the difference.

    `Recipient` goes with the person's row; at the replay after a restore that row is gone, too.
    """
    Recipient.objects.filter(person__uid__in=uids).delete()
    for key in DrillKey.objects.select_related("organisation"):
        try:
            joiner = Joiner(key.organisation)
        except Unreadable:  # then nobody can tell whose they are, and that is what is asked for
            continue
        mine = Message.objects.filter(pseudonym__in=[joiner.pseudonym(uid) for uid in uids])
        mine.filter(state=Sent.PLANNED).update(state=Sent.WITHDRAWN, code="gone")
        for campaign, name in mine.values_list("campaign", "pseudonym").distinct():
            # one new name for all its mails: two would count as two people, and the difference would tell of this one
            mine.filter(campaign=campaign, pseudonym=name).update(pseudonym=secrets.token_hex(16))
