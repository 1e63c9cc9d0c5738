"""A plan's source and repositories with their secrets opened, and what the operator lets them touch on this machine."""

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from rempart.backup.core.place import Identity, Place, Unusable, Where
from rempart.backup.core.shares import password_of
from rempart.backup.net.restic import Repository
from rempart.backup.store.models import Escrow, Plan, Store, Vault
from rempart.channel import sealed as seals
from rempart.channel.lab import private_allowed
from rempart.channel.place import state_folder
from rempart.channel.source import Origin, Setting, Source, Trouble
from rempart.directory.store.models import Organisation
from rempart.registry.discover import across_areas, discover

FOLDERS = "REMPART_BACKUP_FOLDERS"  # what the operator opens: `/srv/www:UID=/srv/other`
KEY_BYTES = 32


def sources() -> dict[str, Source]:
    """All there are, of every area, by id."""
    return across_areas("rempart", "sources", Source)


def places() -> dict[str, Place]:
    """All kinds, by id."""
    return discover("rempart.backup.places", Place)


def own_folder() -> Path:
    """Where the vault keeps its own repositories and copies; for its owner alone."""
    folder = state_folder() / "vault"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def work_folder(plan: Plan) -> Path:
    """Of one plan: what its source keeps between two runs."""
    folder = own_folder() / "work" / plan.uid
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def is_allowed(path: str, organisation: Organisation) -> bool:
    """Has the operator opened it for this organisation? Links are followed first."""
    real = Path(os.path.realpath(path))
    for entry in filter(None, os.environ.get(FOLDERS, "").split(":")):
        uid, is_for_one, folder = entry.rpartition("=")
        if (not is_for_one or uid == organisation.uid) and real.is_relative_to(os.path.realpath(folder)):
            return True
    return False


def barred(settings: Iterable[Setting], given: Mapping[str, str], organisation: Organisation) -> list[str]:
    """Names of settings that name a path on this machine which the operator has not opened."""
    mine = [one.name for one in settings if one.is_here and given.get(one.name)]
    return [name for name in mine if not Path(given[name]).is_absolute() or not is_allowed(given[name], organisation)]


def seal(row: Plan | Store, settings: Iterable[Setting], given: Mapping[str, str]) -> None:
    """Settings into the row; an empty secret keeps the one that is there."""
    units = list(settings)
    held = _secrets(row) if row.secrets else {}
    held |= {one.name: given[one.name] for one in units if one.is_secret and given.get(one.name)}
    row.settings = {one.name: given.get(one.name, "") for one in units if not one.is_secret}
    row.secrets = seals.encrypt(json.dumps(held).encode(), _place(row))


def _secrets(row: Plan | Store) -> dict[str, str]:
    try:
        return dict(json.loads(seals.decrypt(bytes(row.secrets), _place(row))))
    except seals.Unreadable as lost:
        raise Trouble("unreadable_secret", "a secret cannot be opened here: type it again") from lost


def _place(row: Plan | Store) -> str:
    return f"backup-{type(row).__name__.lower()}:{row.uid}"


def settings_of(row: Plan | Store) -> dict[str, str]:
    """All of them, secrets too. Raises Trouble."""
    return {**row.settings, **(_secrets(row) if row.secrets else {})}


def source_of(plan: Plan) -> Source:
    """Its source. Raises Trouble when this release has none of that kind."""
    found = sources().get(plan.source)
    if found is None:
        raise Trouble("missing", f"no source {plan.source} here")
    return found


def origin_of(plan: Plan, instead: Mapping[str, str] | None = None) -> Origin:
    """The site as its source knows it; `instead` changes where it is put back. Raises Trouble `not_allowed`."""
    given = {**settings_of(plan), **(instead or {})}
    if wrong := barred(source_of(plan).settings, given, plan.organisation):
        raise Trouble("not_allowed", f"the operator has not opened this path: {', '.join(wrong)}")
    return Origin(plan.site.uid, plan.site.address, given, private_allowed(), plan.bandwidth_kib)


def repository_of(vault: Vault, identity: Identity = Identity.WRITE) -> Repository:
    """Ready to be spoken to. Raises Trouble."""
    unit, plan = places().get(vault.store.kind), vault.plan
    if unit is None:
        raise Trouble("missing", f"no place {vault.store.kind} here")
    given = settings_of(vault.store)
    if wrong := barred(unit.settings, given, plan.organisation):
        raise Trouble("not_allowed", f"the operator has not opened this path: {', '.join(wrong)}")
    default = str(own_folder() / "repositories")
    try:
        opened = unit.open(Where(given, vault.uid, default, identity))
    except Unusable as bad:
        raise Trouble("refused_us", f"the setting {bad} cannot be") from bad
    cache = own_folder() / "cache" / vault.uid
    password = password_of(master_key(plan.organisation), vault.uid)
    return Repository(opened, password, cache, plan.site.uid, private_allowed(), plan.bandwidth_kib)


def master_key(organisation: Organisation) -> bytes:
    """Made at first use; two first users end with the same one. Raises Trouble."""
    if not Escrow.objects.filter(organisation=organisation).exists():
        made = seals.encrypt(secrets.token_bytes(KEY_BYTES), _key_place(organisation))
        try:
            with transaction.atomic():
                Escrow.objects.create(organisation=organisation, sealed=made)
        except IntegrityError:
            pass  # another was first
    held: Any = Escrow.objects.get(organisation=organisation)
    try:
        return seals.decrypt(bytes(held.sealed), _key_place(organisation))
    except seals.Unreadable as lost:
        raise Trouble("unreadable_secret", "the vault's key cannot be opened here: bring both shares") from lost


def _key_place(organisation: Organisation) -> str:
    return f"backup-escrow:{organisation.uid}"
