"""While an update changes what is live, nobody else shall."""

from rempart.channel.reach import Reached
from rempart.updates.core.stages import Stage, Work
from rempart.updates.store.models import Job

WRITES = (Work.APPLY, Work.UNDO)


def is_writing(uid: str) -> bool:
    """An update of this site is being laid live, or taken back. One that only waits looks for itself when its turn comes."""
    return Job.objects.filter(site__uid=uid, stage=Stage.RUNNING, work__in=WRITES).exists()


def no_way(uid: str) -> Reached | None:
    """Whoever keeps copies of the site knows the way."""
    return None
