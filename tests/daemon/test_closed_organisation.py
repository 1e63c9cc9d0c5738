"""A closed organisation is quiet: what is due is not begun, nothing is written, and all of it waits for the opening."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from rempart.access.actions.begin_session import begin_session
from rempart.access.actions.close_break_glass import tend_break_glass
from rempart.access.actions.look_at_credentials import look_one
from rempart.access.actions.visit import Visit
from rempart.access.core.browser import browser_of
from rempart.access.store.break_glass import SealedAccess
from rempart.access.store.service_accounts import ServiceAccount
from rempart.daemon import duty, schedule
from rempart.directory.actions.action import Closed, now_ms, system_action
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.close_organisation import (
    CannotClose,
    begin_deletion_from_shell,
    call_back,
    close_as_moved,
    require_free,
)
from rempart.directory.actions.create_account import create_account
from rempart.directory.actions.end_what_is_over import end_what_is_over
from rempart.directory.actions.hold_ask import ask_hold
from rempart.directory.actions.review_access import review_what_is_due
from rempart.directory.core.holds import Scope
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership, Organisation, Site
from rempart.directory.store.rights import Approval, Delegation, Privilege
from rempart.events import directory as events
from rempart.lifecycle.actions.due_changes import one_due_change
from rempart.lifecycle.actions.tell_leavers import tell_one
from rempart.lifecycle.store.models import Transition
from rempart.maturity.store.due_sites import due_sites
from rempart.maturity.store.models import LevelRow
from rempart.notices.actions.deliver import deliver
from rempart.notices.actions.watch_peers import miss
from rempart.notices.store.models import Notice, Peer, Telling, Way
from rempart.scanner.store.models import Run, Schedule
from rempart.terms.scope import Subject
from rempart.terms.shut import Shut
from tests.access.record import kinds
from tests.cast import Cast

pytestmark = pytest.mark.django_db
YEAR_MS = 366 * 86_400_000
VISIT = Visit("192.0.2.77", "Agent/77", "", browser_of(""), "")
CLOSINGS: list[Callable[[Organisation], None]] = [
    begin_deletion_from_shell,
    lambda one: close_as_moved(one, "as it was"),
]
# What the rows of `everything_due` bring about where the organisation is open.
DUE = {
    "directory.approval.expired", "directory.privilege.ended", "directory.delegation.ended", "directory.member.removed",
    "directory.review.opened", "access.credential.weak", "access.break_glass.untried", "lifecycle.change.dropped",
    "lifecycle.fact.recorded", "notices.peer.silent", "scanner.run.requested",
}  # fmt: skip


def everything_due(house: Organisation, owner: Account) -> Site:
    """One row for each thing that the worker would see to at once."""
    now = now_ms()
    site = add_site(owner, house, f"https://{house.uid}.example", is_private=False)
    Schedule.objects.update_or_create(site=site, defaults={"organisation": house, "next_at_ms": 0})
    Run.objects.filter(site=site).delete()
    LevelRow.objects.filter(site=site).delete()
    LevelRow.objects.create(organisation=house, site=site, judged_at_ms=0, wall=0, watch=0, document={})
    Organisation.objects.filter(pk=house.pk).update(created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    guest = create_account(house, f"guest@{house.uid}.example", None, "Guest")
    Membership.objects.create(organisation=house, account=guest, role=Role.AUDITOR, until_ms=now - 1)
    asked = [
        Approval.objects.create(organisation=house, what="x", change="{}", digest="0", requester=owner, reason="x",
                                state=state, asked_at_ms=0, expires_at_ms=1)
        for state in (Approval.ASKED, Approval.USED)
    ]  # fmt: skip
    Privilege.objects.create(
        organisation=house, account=owner, role=Role.OWNER, approval=asked[1], from_ms=0, until_ms=1
    )
    Delegation.objects.create(organisation=house, giver=owner, taker=guest, from_ms=0, until_ms=1)
    ServiceAccount.objects.create(organisation=house, purpose="mail", place="server", changed_on=dt.date(2020, 1, 1))
    SealedAccess.objects.create(organisation=house, digest=house.uid, sealed_by=owner, sealed_ms=now - YEAR_MS)
    Transition.objects.create(organisation=house, kind="leave", source="hand", hr_at_ms=0, due_at_ms=1, stage="planned",
                              person_uid="gone")  # fmt: skip
    Transition.objects.create(organisation=house, kind="leave", source="hand", hr_at_ms=0, due_at_ms=1, stage="applied",
                              applied_at_ms=now, person_uid="gone")  # fmt: skip
    Peer.objects.create(organisation=house, name="Hub", digest=house.uid, every_s=5, last_ms=1)
    return site


def work_everything_off() -> None:
    """All that the worker does by itself, until nothing more is said to wait."""
    for work in (
        end_what_is_over, review_what_is_due, look_one, tend_break_glass, one_due_change, tell_one, miss,
        schedule.start_due, duty.fold_and_judge,
    ):  # fmt: skip
        turns = 0
        while work():
            turns += 1
            assert turns < 50, f"{work} never ends"


@pytest.mark.parametrize("close", CLOSINGS, ids=["deleting", "moved"])
def test_nothing_that_is_due_is_begun(cast_: Cast, close: Callable[[Organisation], None]) -> None:
    everything_due(cast_.lavande, cast_.alice)
    everything_due(cast_.velos, cast_.charlie)
    close(cast_.velos)
    before = kinds(cast_.velos)
    work_everything_off()
    assert kinds(cast_.velos) == before
    judged = dict(LevelRow.objects.values_list("organisation__name", "judged_at_ms"))
    assert judged[cast_.velos.name] == 0 < judged[cast_.lavande.name]
    assert set(kinds(cast_.lavande)) >= DUE  # else the other one would be quiet for the wrong reason


def test_what_waited_is_done_once_it_is_open_again(cast_: Cast) -> None:
    site = everything_due(cast_.velos, cast_.charlie)
    Run.objects.create(organisation=cast_.velos, site=site)
    begin_deletion_from_shell(cast_.velos)
    work_everything_off()
    assert not duty.measure_one()
    call_back(None, cast_.velos)
    work_everything_off()
    assert set(kinds(cast_.velos)) >= DUE - {"scanner.run.requested"}  # it had one
    assert Run.objects.get(site=site).state == Run.QUEUED


def test_who_writes_without_saying_so_is_refused(cast_: Cast) -> None:
    begin_deletion_from_shell(cast_.velos)
    before = kinds(cast_.velos)
    with pytest.raises(Closed), system_action(cast_.velos) as record:
        record.event(events.ORGANISATION_CHANGED, Subject("organisation", cast_.velos.uid), {})
    assert kinds(cast_.velos) == before


def test_who_comes_in_is_still_written_down(cast_: Cast) -> None:
    """Somebody must come in to call it back; and whoever reads it meanwhile is seen to."""
    begin_deletion_from_shell(cast_.velos)
    begin_session(cast_.charlie, "key", "password", VISIT, "en")
    assert kinds(cast_.velos)[-1] == "access.account.signed_in"
    call_back(cast_.charlie, cast_.velos)


def test_its_pages_are_read_without_a_row(cast_: Cast, client: Client) -> None:
    site = add_site(cast_.charlie, cast_.velos, "https://velos.example", is_private=False)
    LevelRow.objects.filter(site=site).delete()
    begin_deletion_from_shell(cast_.velos)
    before = kinds(cast_.velos)
    client.force_login(cast_.charlie)
    assert client.get(f"/sites/{site.uid}/").status_code == 200
    assert not LevelRow.objects.filter(site=site).exists()
    assert site not in due_sites()
    assert [kind for kind in kinds(cast_.velos)[len(before) :] if kind != "access.account.signed_in"] == []


def test_the_shell_is_told_what_opens_it(cast_: Cast) -> None:
    """A write by the shell ends with this sentence (rempart/cli/main.py), not with a surprise."""
    begin_deletion_from_shell(cast_.velos)
    with pytest.raises(Shut, match="rempart organisation open"):
        add_site(None, cast_.velos, "https://late.example", is_private=False)


def test_only_what_has_happened_since_is_told(cast_: Cast) -> None:
    """The closing itself has to be told; what was open before is not repeated for a month."""
    way = Way.objects.create(organisation=cast_.velos, unit="webhook", name="Room", sealed=b"", least=1)
    notices = {}
    for what, first_at_ms in (("old", 1), ("closing", now_ms() + 60_000)):
        notice = Notice.objects.create(
            organisation=cast_.velos, cause=what, kind="tenants.deletion.begun", severity=3, subject_kind="organisation",
            subject_id=cast_.velos.uid, log=cast_.velos.uid, index=0, last_index=0, first_at_ms=first_at_ms,
            last_at_ms=first_at_ms,
        )  # fmt: skip
        notices[what] = Telling.objects.create(notice=notice, way=way, due_at_ms=1)
    begin_deletion_from_shell(cast_.velos)
    before = kinds(cast_.velos)
    assert deliver()
    assert not deliver()
    for one in notices.values():
        one.refresh_from_db()
    assert (notices["old"].tries, notices["closing"].tries) == (0, 1)
    Telling.objects.filter(pk=notices["closing"].pk).update(tries=1_000, due_at_ms=1)
    assert deliver()  # given up: the way is broken, and nobody is there to mend it
    assert kinds(cast_.velos) == before
    call_back(None, cast_.velos)
    assert deliver()


def test_a_hold_still_stops_the_deletion(cast_: Cast) -> None:
    begin_deletion_from_shell(cast_.velos)
    ask_hold(cast_.charlie, cast_.velos, Scope.ORGANISATION, "", "A proceeding", now_ms() + 86_400_000)
    with pytest.raises(CannotClose, match="held"):
        require_free(cast_.velos, now_ms())
