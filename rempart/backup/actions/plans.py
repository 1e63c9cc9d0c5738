"""How a site is backed up, and where: set, changed, switched off."""

from collections.abc import Mapping, Sequence

from rempart.backup.actions.opened import seal
from rempart.backup.core.keeping import Keep
from rempart.backup.core.place import Place
from rempart.backup.store.models import Plan, Store, Vault
from rempart.channel.source import Source
from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation, Site
from rempart.events import backup as events
from rempart.terms.scope import Subject

UNUSED = 100  # the order of a repository that its plan no longer writes to


def add_store(
    actor: Account,
    organisation: Organisation,
    unit: Place,
    title: str,
    given: Mapping[str, str],
    *,
    is_elsewhere: bool = False,
    is_offline: bool = False,
) -> Store:
    """Secrets are sealed. What is given has been checked by the form."""
    with action(actor, organisation, Permission.MANAGE_BACKUPS) as record:
        row = Store(organisation=organisation, kind=unit.id, title=title)
        row.is_elsewhere, row.is_offline = is_elsewhere, is_offline
        seal(row, unit.settings, given)
        row.save()
        record.event(events.STORE_ADDED, Subject("store", row.uid), {"kind": unit.id})
    return row


def remove_store(actor: Account, row: Store) -> None:
    """Nothing more is written there; what lies there stays, and the passwords can be made again from the key."""
    with action(actor, row.organisation, Permission.MANAGE_BACKUPS) as record:
        Store.objects.filter(pk=row.pk).update(is_on=False)
        record.event(events.STORE_REMOVED, Subject("store", row.uid), {"kind": row.kind})


def set_plan(
    actor: Account,
    site: Site,
    source: Source,
    given: Mapping[str, str],
    stores: Sequence[Store],
    *,
    every_s: int,
    keep: Keep | None = None,
    bandwidth_kib: int = 0,
    max_load_percent: int = 0,
    rto_s: int | None = None,
    rpo_s: int | None = None,
) -> Plan:
    """Made or changed; the first snapshot follows at once. Stores in the order in which restores ask them."""
    keeps = keep or Keep()
    with action(actor, site.organisation, Permission.MANAGE_BACKUPS, on=site) as record:
        row = Plan.objects.filter(site=site).first() or Plan(organisation=site.organisation, site=site)
        if row.source != source.id:
            row.secrets = b""
        row.source, row.every_s, row.is_on, row.next_at_ms = source.id, every_s, True, now_ms()
        row.keep_hourly, row.keep_daily = keeps.hourly, keeps.daily
        row.keep_weekly, row.keep_monthly = keeps.weekly, keeps.monthly
        row.bandwidth_kib, row.max_load_percent, row.rto_s, row.rpo_s = bandwidth_kib, max_load_percent, rto_s, rpo_s
        seal(row, source.settings, given)
        row.save()
        for order, store in enumerate(stores):
            if store.organisation_id != site.organisation_id:
                raise ValueError("a store of another organisation")
            Vault.objects.update_or_create(
                plan=row, store=store, defaults={"order": order, "organisation": site.organisation}
            )
        row.vaults.exclude(store__in=stores).update(order=UNUSED)
        body = {"source": source.id, "every_s": every_s, "places": len(stores)}
        record.event(events.PLAN_SET, Subject("site", site.uid), body)
    return row


def switch_off(actor: Account, plan: Plan) -> None:
    """No more snapshots; what is there stays and can be restored."""
    with action(actor, plan.organisation, Permission.MANAGE_BACKUPS, on=plan.site) as record:
        Plan.objects.filter(pk=plan.pk).update(is_on=False)
        record.event(events.PLAN_PAUSED, Subject("site", plan.site.uid), {})


def clear_unrest(actor: Account, plan: Plan) -> None:
    """A person has looked at what was unusual."""
    with action(actor, plan.organisation, Permission.MANAGE_BACKUPS, on=plan.site) as record:
        Plan.objects.filter(pk=plan.pk).update(unrest="", unrest_at_ms=None)
        record.event(events.UNREST_CLEARED, Subject("site", plan.site.uid), {"reasons": plan.unrest})


def in_use(plan: Plan) -> list[Vault]:
    """Where this plan's snapshots go, the one that restores ask first before the others."""
    rows = plan.vaults.filter(store__is_on=True, order__lt=UNUSED)
    return list(rows.select_related("store", "plan__site", "plan__organisation").order_by("order", "pk"))
