"""On which ground an update is laid: what can be done there depends on how the site is reached."""

from rempart.channel.ground import Ground, Lot
from rempart.channel.reach import Reached
from rempart.channel.source import Opening, Trouble
from rempart.directory.store.models import Site
from rempart.registry.discover import across_areas
from rempart.updates.actions import paths
from rempart.updates.actions.versions import way_to
from rempart.updates.core.stages import Step
from rempart.updates.store.models import Job

FILES = "files"  # below the folder of a job: what goes live, until it is


def ground_of(way: Reached) -> Ground:
    """Raises Trouble `not_here` for a source that can only be read."""
    found = across_areas("rempart", "grounds", Ground).get(way.source.id)
    if found is None:
        raise Trouble("not_here", "this way to the site can only be read")
    return found


def lot_of(job: Job) -> Lot:
    """What the update of this job exchanges."""
    former = Job.objects.filter(site=job.site, step=Step.LIVE).exclude(pk=job.pk).values_list("uid", flat=True)
    return Lot(job.uid, tuple(job.package.parts), paths.work(job) / FILES, tuple(former))


def opening_of(site: Site) -> Opening | None:
    """What somebody at the site has to allow first; None where nothing is asked. Raises Trouble where it is silent."""
    way = way_to(site)
    ground = across_areas("rempart", "grounds", Ground).get(way.source.id) if way else None
    return ground.opening(way.origin) if way and ground and ground.opening else None
