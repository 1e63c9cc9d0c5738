"""What two joined shares open: the repositories of the house whose key they are, and how plain restic reaches each."""

from typing import Any

from rempart.backup.actions.opened import master_key, own_folder, places
from rempart.backup.core.place import Unusable, Where
from rempart.backup.store.models import Escrow, Vault
from rempart.channel.source import Trouble
from rempart.directory.actions.action import system_action
from rempart.events import backup as events
from rempart.terms.scope import Subject

# What stands in no address that we print: whoever holds the account knows it.
NEEDS = {
    "rest": "the account of the REST server goes before its name: rest:https://ACCOUNT:PASSWORD@…",
    "s3": "the keys of the object store: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "sftp_store": "your own way in by ssh to that server",
}


def joined_houses(key: bytes) -> list[Vault]:
    """The repositories; that the shares were joined is recorded."""
    found = list[Vault]()
    for row in Escrow.objects.select_related("organisation").order_by("pk"):
        try:
            is_mine = master_key(row.organisation) == key
        except Trouble:
            is_mine = True  # it cannot be compared here: that is what shares are for
        if not is_mine:
            continue
        with system_action(row.organisation) as record:
            record.event(events.SHARES_JOINED, Subject("organisation", row.organisation.uid), {})
        rows = Vault.objects.filter(organisation=row.organisation, is_ready=True)
        found += rows.select_related("plan__site", "store").order_by("pk")
    return found


def way_of(vault: Vault) -> dict[str, Any]:
    """Where it stands, without any secret."""
    unit = places().get(vault.store.kind)
    repository = vault.uid
    if unit is not None:
        given = {**vault.store.settings, "private_key": "", "user": "", "key_id": "-", "secret": "-"}
        try:
            opened = unit.open(Where(given, vault.uid, str(own_folder() / "repositories")))
            repository = opened.repository
            if opened.ssh is not None:
                told = vault.store.settings
                way = f"{told.get('user', '')}@{told.get('host', '')}:{told.get('port') or 22}"
                repository = f"sftp://{way}/{told.get('folder', '').rstrip('/')}/{vault.uid}"
        except Unusable:
            pass
    needs = [NEEDS[vault.store.kind]] if vault.store.kind in NEEDS else []
    return {
        "id": vault.uid, "site": vault.plan.site.address, "place": vault.store.title or vault.store.kind,
        "kind": vault.store.kind, "repository": repository, "needs": needs,
    }  # fmt: skip
