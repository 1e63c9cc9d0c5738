"""Tell the record how a site's backups stand: after each piece of work, and for the organisation once a day."""

import itertools
from collections.abc import Iterable

from rempart.backup.actions.opened import places
from rempart.backup.actions.plans import in_use
from rempart.backup.actions.reach import zone
from rempart.backup.core.stages import Stage, Work
from rempart.backup.core.three import Copy, Count, count
from rempart.backup.store.models import Escrow, Job, Plan, Snapshot, Vault
from rempart.channel.recoveries import Recoveries, Recovery
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.tell_fact import tell_fact
from rempart.directory.store.models import Organisation, Site
from rempart.events import backup as events
from rempart.facts.backup_copy import BackupCopy
from rempart.facts.backup_restore import BackupRestore
from rempart.facts.backup_run import BackupRun
from rempart.facts.backup_targets import BackupTargets
from rempart.facts.backup_three import BackupThree
from rempart.facts.fact import Fact
from rempart.registry.discover import across_areas
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass, Vantage
from rempart.terms.scope import Subject

SOURCE = "vault"
FRESH_S = 26 * 3_600  # a copy older than that counts for nothing in three, two, one
RESTORES = 3  # the worst of so many counts
RESTORE_DAYS = 30


def three_two_one(plan: Plan) -> Count:
    """Counted over places with a fresh snapshot."""
    units, moment, found = places(), now_ms(), []
    for vault in in_use(plan):
        newest = _newest(vault)
        if newest is not None and moment - newest.taken_at_ms <= _fresh_ms(plan) and vault.store.kind in units:
            store = vault.store
            is_out_of_reach = store.is_offline or bool(vault.is_delete_refused)
            found.append(Copy(units[store.kind].medium.value, store.is_elsewhere, is_out_of_reach))
    return count(found)


def _fresh_ms(plan: Plan) -> int:
    return max(FRESH_S, plan.every_s * 2) * 1_000


def _newest(vault: Vault) -> Snapshot | None:
    """Of our own taking: what was brought in is dated by a stranger, and proves nothing."""
    return Snapshot.objects.filter(vault=vault, brought_from="").order_by("-taken_at_ms", "-pk").first()


def run_fact(plan: Plan) -> BackupRun | None:
    """None before the first snapshot."""
    moment = now_ms()
    rows = Snapshot.objects.filter(vault__plan=plan, brought_from="").order_by("-taken_at_ms", "-pk")
    newest = rows.first()
    if newest is None:
        return None
    times = sorted(set(rows.filter(taken_at_ms__gte=moment - DAY_S * 1_000).values_list("taken_at_ms", flat=True)))
    before = rows.filter(taken_at_ms__lt=moment - DAY_S * 1_000).first()
    begin = moment - DAY_S * 1_000 if before is not None else times[0]
    marks = [times[0] if before is None else before.taken_at_ms, *times, moment]
    worst = max(later - earlier for earlier, later in itertools.pairwise(marks))
    counted = three_two_one(plan)
    return BackupRun(
        every_s=plan.every_s, age_s=(moment - newest.taken_at_ms) // 1_000, files=newest.files,
        tables=None if plan.settings.get("engine") == "none" else newest.tables, rows=newest.rows,
        places=len(in_use(plan)), span_s=(moment - begin) // 1_000, worst_gap_s=worst // 1_000,
        copies=counted.copies, media=counted.media, elsewhere=counted.elsewhere, offline=counted.offline,
    )  # fmt: skip


def copy_facts(plan: Plan) -> Iterable[tuple[BackupCopy, Vantage]]:
    """One a place that holds something."""
    units, moment = places(), now_ms()
    kept = Escrow.objects.filter(organisation=plan.organisation, printed_at_ms__isnull=False).exists()
    for vault in in_use(plan):
        newest, unit = _newest(vault), units.get(vault.store.kind)
        if newest is None or unit is None:
            continue
        fact = BackupCopy(
            place=vault.store.uid, medium=unit.medium.value, is_here=unit.is_here,
            is_elsewhere=vault.store.is_elsewhere, is_encrypted=True, is_key_kept=kept,
            age_s=(moment - newest.taken_at_ms) // 1_000, snapshots=Snapshot.objects.filter(vault=vault, brought_from="").count(),
            verified_age_s=(moment - vault.checked_at_ms) // 1_000 if vault.checked_at_ms else None,
            is_delete_refused=vault.is_delete_refused,
        )  # fmt: skip
        yield fact, vantage_of(vault)


def vantage_of(vault: Vault) -> Vantage:
    """From where we see that place: a folder of this machine, a server of this network, or another one."""
    return {"here": Vantage.SAME_HOST, "loopback": Vantage.LAB, "private": Vantage.SAME_NETWORK}.get(
        zone(vault), Vantage.EXTERNAL
    )


def tell_site(plan: Plan) -> None:
    """What stands now; the newest restore too."""
    subject = Subject("site", plan.site.uid)
    facts: list[tuple[Fact, EvidenceClass, Vantage]] = []
    run = run_fact(plan)
    if run is not None:
        facts.append((run, EvidenceClass.OBSERVED, Vantage.SAME_HOST))
    facts += [(fact, EvidenceClass.OBSERVED, vantage) for fact, vantage in copy_facts(plan)]
    restored = restore_fact(plan)
    if restored is not None:
        facts.append((restored, EvidenceClass.EXERCISED, Vantage.SAME_HOST))
    if facts:
        _tell(plan.organisation, subject, facts)
        Plan.objects.filter(pk=plan.pk).update(told_at_ms=now_ms())


def restore_fact(plan: Plan) -> BackupRestore | None:
    """Of the newest restore or rehearsal that came through and was not told yet."""
    done = Job.objects.filter(plan=plan, work__in=(Work.RESTORE, Work.REHEARSE), stage=Stage.DONE)
    job = done.filter(ended_at_ms__gt=plan.told_at_ms).order_by("-ended_at_ms").first()
    if job is None:
        return None
    told = job.result
    return BackupRestore(
        to=str(told.get("to", "live")), is_whole=is_of_everything(job),
        files=int(told["files"]), tables=int(told["tables"]),
        rows=int(told["rows"]), seconds=int(told["achieved_rto_s"]), age_s=int(told["achieved_rpo_s"]),
    )  # fmt: skip


def is_of_everything(job: Job) -> bool:
    """Nothing was named, and the snapshot was of a whole site: an archive that was brought in is not."""
    return not (job.wanted.get("files") or job.wanted.get("tables") or job.result.get("is_part"))


def three_fact(organisation: Organisation) -> BackupThree:
    """Over all sites, those without a plan too."""
    plans = Plan.objects.filter(organisation=organisation, is_on=True).select_related("site", "organisation")
    counted = [three_two_one(plan) for plan in plans]
    sites = Site.objects.filter(organisation=organisation).count()
    return BackupThree(
        sites=sites, standing=sum(one.stands for one in counted), without=sites - sum(one.copies > 1 for one in counted)
    )


def targets_fact(organisation: Organisation) -> BackupTargets:
    """Worst of the last three of each site, whoever brought it back."""
    met = missed = untried = wanted = restores = drills = 0
    since = now_ms() - RESTORE_DAYS * DAY_S * 1_000
    plans = Plan.objects.filter(organisation=organisation, rto_s__isnull=False, rpo_s__isnull=False)
    for plan in plans.select_related("site"):
        wanted += 1
        own = _restored(plan, since)
        both = sorted(own + _elsewhere(plan, since), key=lambda one: one.ended_at_ms, reverse=True)
        last = both[:RESTORES]
        restores, drills = restores + sum(one in own for one in last), drills + sum(one not in own for one in last)
        if not last:
            untried += 1
        elif all(one.is_within(plan.rto_s or 0, plan.rpo_s or 0) for one in last):
            met += 1
        else:
            missed += 1
    sites = Site.objects.filter(organisation=organisation).count()
    counted = {"restores": restores, "drills": drills}
    return BackupTargets(sites=sites, with_targets=wanted, met=met, missed=missed, untried=untried, **counted)


def _restored(plan: Plan, since_ms: int) -> list[Recovery]:
    """The vault's own, of everything; one that failed did not come back."""
    done = Job.objects.filter(plan=plan, work__in=(Work.RESTORE, Work.REHEARSE), ended_at_ms__gte=since_ms)
    ended = [job for job in done.order_by("-ended_at_ms") if job.stage in (Stage.DONE, Stage.FAILED)]
    return [_recovery(job) for job in ended if is_of_everything(job)][:RESTORES]


def _recovery(job: Job) -> Recovery:
    told, ended = job.result, job.ended_at_ms or 0
    if job.stage != Stage.DONE:
        return Recovery(ended, None, None)
    return Recovery(ended, int(told["achieved_rto_s"]), int(told["achieved_rpo_s"]))


def _elsewhere(plan: Plan, since_ms: int) -> list[Recovery]:
    """Of whoever else brings sites back: the fire drills."""
    units = across_areas("rempart", "recoveries", Recoveries)
    return [one for unit in units.values() for one in unit.last(plan.site.uid, since_ms, RESTORES)]


def tell_organisation(organisation: Organisation) -> None:
    """Three, two, one, and the targets."""
    facts: list[tuple[Fact, EvidenceClass, Vantage]] = [
        (three_fact(organisation), EvidenceClass.OBSERVED, Vantage.SAME_HOST),
        (targets_fact(organisation), EvidenceClass.EXERCISED, Vantage.SAME_HOST),
    ]
    _tell(organisation, Subject("organisation", organisation.uid), facts)


def _tell(organisation: Organisation, subject: Subject, facts: Iterable[tuple[Fact, EvidenceClass, Vantage]]) -> None:
    with system_action(organisation) as record:
        for fact, evidence, vantage in facts:
            tell_fact(
                record, events.FACT_RECORDED, subject, fact, at_ms=now_ms(), source=SOURCE, evidence=evidence, vantage=vantage
            )  # fmt: skip
