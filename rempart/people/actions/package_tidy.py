"""What nobody does by hand: an attempt whose window was closed at its end is settled, old ones and loose content go."""

from collections.abc import Iterable

from django.db.models import Model

from rempart.directory.actions.action import now_ms
from rempart.people.actions.package_take import settle_one
from rempart.people.store import shelf
from rempart.people.store.house_rules import HouseVersion
from rempart.people.store.models import KEPT_DAYS
from rempart.people.store.packages import PackageAttempt, PackageFile
from rempart.terms.duration import DAY_S

QUIET_MS = 10 * 60 * 1_000  # without a word of the page for that long, its window is closed
BATCH = 500


def settle_left() -> bool:
    """One of them; True when more may wait."""
    return settle_one(now_ms() - QUIET_MS)


def sweep_shelf() -> bool:
    """All at once: it reads names alone."""
    shelf.sweep(lambda digests: _named(PackageFile, "sha256", digests))
    shelf.sweep(lambda digests: _named(HouseVersion, "file_sha256", digests), folder=shelf.house_rules)
    return False


def _named(model: type[Model], field: str, digests: Iterable[str]) -> set[str]:
    """Those that some row has."""
    wanted, found = sorted(digests), set[str]()
    for at in range(0, len(wanted), BATCH):
        rows = model._base_manager.filter(**{f"{field}__in": wanted[at : at + BATCH]})
        found.update(rows.values_list(field, flat=True))
    return found


def forget_packages(moment_ms: int) -> int:
    """Attempts older than a year; how many rows went. Called with the attempts at our own lessons."""
    before = moment_ms - KEPT_DAYS * DAY_S * 1_000
    old = list(PackageAttempt.objects.filter(begun_ms__lt=before).values_list("pk", flat=True)[:BATCH])
    return PackageAttempt.objects.filter(pk__in=old).delete()[0]


def erase_packages(uids: list[str]) -> None:
    """What these people did with packages."""
    PackageAttempt.objects.filter(account__uid__in=uids).delete()
