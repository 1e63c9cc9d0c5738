"""What waits for a site, tried on a copy that somebody else opened: one after the other, the newest package of each part."""

from rempart.channel.copies import Copy, Tried
from rempart.channel.source import Desk
from rempart.updates.actions.ask import ask
from rempart.updates.actions.work import claim, try_there
from rempart.updates.core.stages import Stage, Step, Work
from rempart.updates.net import probe
from rempart.updates.store.models import Package

MOST = 5  # packages of one drill: each takes about a minute


def waiting(site: str) -> list[Package]:
    """The newest of each part that is at hand and was not laid live."""
    rows = Package.objects.filter(site__uid=site, is_gone=False).select_related("site", "organisation").order_by("-pk")
    newest: dict[tuple[str, str], Package] = {}
    for row in rows:
        newest.setdefault((row.kind, row.slug), row)
    laid = (Step.LIVE, Step.FINISHED)
    return [row for row in newest.values() if not row.jobs.filter(step__in=laid).exists()][:MOST]


def try_in_drill(copy: Copy, desk: Desk) -> Tried:
    """A trial that holds something back is no failure of the drill: the site has not met it."""
    tried = held_back = 0
    for package in waiting(copy.site):
        job = claim(ask(None, package, Work.TRY).uid)
        if job is None:
            continue  # somebody tries it already
        try_there(job, copy, desk)
        if job.stage != Stage.DONE:
            return Tried("failed", "not_tried", {"tried": tried})
        tried += 1
        if not job.result.get("passed"):
            held_back += 1
            probe.put_back(copy)  # what broke it stays off the copy too: the rest of the drill is about the site
    if not tried:
        return Tried("skipped", "none_waiting")
    return Tried("passed", "held_back" if held_back else "passed", {"tried": tried, "held_back": held_back})
