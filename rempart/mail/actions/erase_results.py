"""A person is erased: nothing of their hits leads to them any more, and the counts of a group stay what they are."""

from rempart.channel.sealed import Unreadable
from rempart.mail.actions.judge_hits import judge_campaign
from rempart.mail.store.drill import Campaign, DrillKey
from rempart.mail.store.hits import Hit
from rempart.mail.store.joining import Joiner


def erase_results(uids: list[str]) -> None:
    """Of persons, before their pseudonyms are replaced (forget_drills). What was not judged yet is judged first: after that
    there is nothing left to judge it by."""
    for key in DrillKey.objects.select_related("organisation").order_by("pk"):
        try:
            joiner = Joiner(key.organisation)
        except Unreadable:
            continue
        names = [joiner.pseudonym(uid) for uid in uids]
        mine = Hit.objects.filter(message__campaign__organisation=key.organisation, message__pseudonym__in=names)
        for campaign in Campaign.objects.filter(message__hit__in=mine.filter(rules=0)).distinct().order_by("pk"):
            judge_campaign(campaign)
        mine.update(sealed=b"", network="", traits={})
