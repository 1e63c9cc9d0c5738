"""Work that several workers share, on the rows of one area: two never have it, a killed one is followed."""

import pytest

from rempart.channel.source import Stopped, Trouble
from rempart.directory.actions import lease
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.closures import Closure
from rempart.updates.store.models import Job, Package
from tests.cast import Cast

LEASE_MS = 60_000


@pytest.fixture
def jobs(cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Two that wait. Their desks look up at every word."""
    monkeypatch.setattr(lease, "EVERY_S", 0.0)
    site = add_site(cast_.alice, cast_.lavande, "https://lease.example", is_private=False)
    package = Package.objects.create(
        organisation=cast_.lavande, site=site, kind="plugin", slug="x", title="X", version="1", sha256="0" * 64, bytes=1,
        files=1, came="upload",
    )  # fmt: skip
    values = {"organisation": cast_.lavande, "site": site, "package": package, "asked_by": "system", "asked_at_ms": 1}
    return [Job.objects.create(**values, work="try", stage="waiting") for _ in range(2)]


def claimed() -> Job:
    """There must be one."""
    found = lease.claim(Job.objects.all(), LEASE_MS)
    assert found is not None
    return found


def test_the_longest_waiting_comes_first_and_nobody_else_gets_it(jobs: list[Job]) -> None:
    first, second = claimed(), claimed()
    assert [first.pk, second.pk] == [one.pk for one in jobs]
    assert (first.stage, first.tries, first.lease_until_ms > now_ms()) == ("running", 1, True)
    assert lease.claim(Job.objects.all(), LEASE_MS) is None


def test_one_that_was_read_before_another_took_it_is_left_alone(jobs: list[Job]) -> None:
    """The row moves between the look and the update."""

    def meanwhile(row: Job) -> bool:
        Job.objects.filter(pk=row.pk).update(lease_until_ms=now_ms() - 1)
        return row.pk == jobs[0].pk

    assert lease.claim(Job.objects.all(), LEASE_MS, meanwhile) is None


def test_a_killed_worker_is_followed_and_its_desk_hears_of_it(jobs: list[Job]) -> None:
    before = claimed()
    desk = lease.LeasedDesk(before, LEASE_MS)
    desk.tell("files", 3, 7)
    assert Job.objects.get(pk=before.pk).progress == {"step": "files", "done": 3, "total": 7}
    Job.objects.filter(pk=before.pk).update(lease_until_ms=now_ms() - 1)
    after = claimed()
    assert (after.pk, after.tries, after.began_at_ms) == (before.pk, 2, before.began_at_ms)
    before.refresh_from_db()  # reading the row again makes nobody its holder
    with pytest.raises(Stopped):
        desk.tell("files", 4, 7)
    lease.LeasedDesk(after, LEASE_MS).tell("files", 5, 7)


def test_it_is_given_up_after_some_tries(jobs: list[Job]) -> None:
    job = claimed()
    lease.require_patience(job, 1)
    job.tries = 2
    with pytest.raises(Trouble, match="1 times"):
        lease.require_patience(job, 1)


def test_a_closing_puts_it_down_unless_something_live_changes(jobs: list[Job]) -> None:
    job = claimed()
    desk = lease.LeasedDesk(job, LEASE_MS)
    Closure.objects.create(organisation=job.organisation, why=Closure.MOVED, at_ms=1)
    desk.may_stop = False
    desk.tell("swap", 1)
    desk.may_stop = True
    with pytest.raises(Stopped):
        desk.tell("swap", 2)
    job.refresh_from_db()
    assert (job.stage, job.lease_until_ms, job.tries) == ("waiting", 0, 0)
    lease.give_back(job)  # twice is once
    assert claimed().tries == 1


def test_what_is_not_ours_is_not_given_back(jobs: list[Job]) -> None:
    job = claimed()
    Job.objects.filter(pk=job.pk).update(lease_until_ms=now_ms() + 5 * LEASE_MS)
    lease.give_back(job)
    assert Job.objects.get(pk=job.pk).stage == "running"
