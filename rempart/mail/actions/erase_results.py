"""A person is erased: what they did in drills goes, and the counts of a group stay what they are."""

from rempart.mail.actions.fix_figures import leave_figures
from rempart.mail.store.drill import DrillKey, Message
from rempart.mail.store.joining import Joiner


def erase_results(uids: list[str]) -> None:
    """Of persons. Their messages, hits and reports of drills go; before whoever takes away the rows of recipients."""
    for key in DrillKey.objects.select_related("organisation").order_by("pk"):
        joiner = Joiner(key.organisation)
        names = [joiner.pseudonym(uid) for uid in uids]
        mine = Message.objects.filter(campaign__organisation=key.organisation, pseudonym__in=names)
        if mine.exists():
            leave_figures({key.organisation_id: names})
            mine.delete()
