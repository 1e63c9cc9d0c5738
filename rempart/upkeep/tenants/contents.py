"""Files that rows of an organisation name by their SHA-256: which they are, and how they go along and come in."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from django.apps import apps

from rempart.channel.holding import Contents
from rempart.directory.store.models import Organisation
from rempart.ledger import durable
from rempart.upkeep import manifest, places
from rempart.upkeep.tenants import scope


class BadContents(ValueError):
    """A file that came is not what its name says."""


def holdings() -> Iterator[tuple[str, Path, Contents]]:
    """Id, name in the data folder and rule of each holding whose files belong to organisations."""
    for one in places.holdings():
        if one.contents is not None:
            yield one.id, Path(one.name), one.contents


def names() -> tuple[str, ...]:
    """Folders of an export that hold such files."""
    return tuple(name for name, _, _ in holdings())


def write(state: Path, organisation: Organisation, target: Path, beat: Callable[[], None]) -> dict[str, int]:
    """Into a folder for each holding below `target`; how many of each. What is missing here is missing there."""
    counts = {}
    for name, folder, rule in holdings():
        (target / name).mkdir()
        counts[name] = 0
        for digest in sorted(_named(rule, organisation)):
            beat()
            file = state / folder / rule.place(digest)
            if file.is_file():
                shutil.copy(file, target / name / digest)
                counts[name] += 1
    return counts


def check(came: Path) -> None:
    """Raises BadContents where a file is not what its name says."""
    for name in names():
        for file in (came / name).glob("*"):
            if manifest.digest(file).sha256 != file.name:
                raise BadContents(f"The file {file.name} of {name} is not what its name says.")


def put(came: Path, state: Path) -> None:
    """Beside what is there; on the disk before a row speaks of it. Call `check` first."""
    for name, folder, rule in holdings():
        for file in (came / name).glob("*"):
            target = state / folder / rule.place(file.name)
            if not target.is_file():
                places.tight(target.parent)
                shutil.copy(file, target)
                durable.sync(target)


def own(organisation: Organisation) -> list[Path]:
    """Relative to the data folder: files that rows of this organisation name, and of no other."""
    found = []
    for _, folder, rule in holdings():
        mine = _named(rule, organisation)
        model = apps.get_model(rule.model)
        others = model._base_manager.exclude(pk__in=scope.rows(model, organisation).values("pk"))
        shared = set(others.filter(**{f"{rule.field}__in": mine}).values_list(rule.field, flat=True))
        found += [folder / rule.place(digest) for digest in sorted(mine - shared)]
    return found


def _named(rule: Contents, organisation: Organisation) -> set[str]:
    """A row without a file names none: an empty digest would be the folder itself."""
    rows = scope.rows(apps.get_model(rule.model), organisation)
    return set(rows.exclude(**{rule.field: ""}).values_list(rule.field, flat=True))
