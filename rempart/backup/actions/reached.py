"""What the vault's plan knows of a site, lent to areas that lay files live."""

from pathlib import Path

from rempart.backup.actions.opened import origin_of, source_of
from rempart.backup.core.stages import Stage, Work
from rempart.backup.store.models import Job, Plan
from rempart.channel.reach import Reached

WRITES = (Work.RESTORE, Work.UNDO)


def site(uid: str) -> Reached | None:
    """None for a site without a plan. Raises Trouble when the operator has not opened its folder."""
    plan = Plan.objects.select_related("site", "organisation").filter(site__uid=uid).first()
    if plan is None:
        return None
    source, origin = source_of(plan), origin_of(plan)
    folder = origin.settings.get("folder", "") if source.is_on_this_host else ""
    return Reached(source, origin, Path(folder) if folder else None)


def is_busy(uid: str) -> bool:
    """A restore is being done, or waits to be."""
    return Job.objects.filter(plan__site__uid=uid, stage__in=(Stage.WAITING, Stage.RUNNING), work__in=WRITES).exists()
