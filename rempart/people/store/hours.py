"""Minutes that count, by account: of the last year, a lesson or a package taken twice counts once, a session attended in full."""

from collections import defaultdict

from rempart.directory.store.models import Account, Organisation, Person
from rempart.people.core.attempt import Why
from rempart.people.store.models import KEPT_DAYS, Attempt
from rempart.people.store.packages import PackageAttempt
from rempart.people.store.programme_standing import attended_minutes
from rempart.terms.duration import DAY_S


def minutes_of(organisation: Organisation, now_ms: int, only: Account | None = None) -> dict[int, int]:
    """By the account's key; accounts without any are not in it. `only` one of them, where a page asks for one."""
    since = now_ms - KEPT_DAYS * DAY_S * 1_000
    rows = Attempt.objects.filter(organisation=organisation, why=Why.COUNTS, ended_ms__gte=since)
    rows = rows if only is None else rows.filter(account=only)
    best: dict[tuple[int, str], int] = {}
    for account, lesson, minutes in rows.values_list("account", "lesson", "minutes"):
        best[account, lesson] = minutes
    packages = PackageAttempt.objects.filter(organisation=organisation, why=Why.COUNTS, ended_ms__gte=since)
    packages = packages if only is None else packages.filter(account=only)
    for account, package, minutes in packages.order_by("minutes").values_list("account", "package__uid", "minutes"):
        best[account, f"package {package}"] = minutes
    found: defaultdict[int, int] = defaultdict(int)
    for (account, _), minutes in best.items():
        found[account] += minutes
    for account, minutes in attended_minutes(organisation, since, only):
        found[account] += minutes
    return dict(found)


def staff(organisation: Organisation) -> list[int | None]:
    """The account of each person whom the organisation names; None for one without."""
    return list(Person.objects.filter(organisation=organisation).order_by("pk").values_list("account", flat=True))
