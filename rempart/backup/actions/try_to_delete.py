"""Could whoever took over this hub delete the backups? Tried, not believed (BAK-09)."""

from rempart.backup.actions.desk import JobDesk
from rempart.backup.actions.opened import repository_of, work_folder
from rempart.backup.net import restic
from rempart.backup.store.models import Vault
from rempart.channel.source import Trouble
from rempart.directory.actions.action import now_ms, system_action
from rempart.events import backup as events
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

EVERY_MS = 7 * DAY_S * 1_000
TAG = "rempart-try"
SAYS_NOTHING = ("locked", "unreachable", "silent", "not_allowed")


def try_to_delete(vault: Vault, desk: JobDesk) -> None:
    """Once a week a snapshot of one line is made and taken away again, with the account that writes."""
    if vault.tried_at_ms > now_ms() - EVERY_MS:
        return
    repository = repository_of(vault)
    file = work_folder(vault.plan) / "try.txt"
    file.write_text(f"{now_ms()}\n")
    try:
        made = restic.backup(repository, [file], tags=(TAG,), desk=desk)
    except Trouble:
        return  # it could not be tried: nothing is said of it
    try:
        restic.delete(repository, made.id)
        refused = any(one["id"].startswith(made.id) for one in restic.snapshots(repository))
    except Trouble as trouble:
        if trouble.code in SAYS_NOTHING:
            return
        refused = True
    with system_action(vault.organisation) as record:
        Vault.objects.filter(pk=vault.pk).update(is_delete_refused=refused, tried_at_ms=now_ms())
        record.event(events.STORE_TRIED, Subject("store", vault.store.uid), {"refused": int(refused)})
