"""A service account whose credential was changed in time, or never."""

from collections.abc import Iterator

from dev.recording.firm import firm, told
from dev.recording.form import Side
from dev.recording.measure import Measure, Scene
from rempart.facts.fact import Observation
from rempart.facts.service_credentials import ServiceCredentials

ACCOUNTS: tuple[tuple[str, Side, int | None], ...] = (
    ("account_changed_in_time", "good", 30),
    ("account_never_changed", "broken", None),
)


def scenes() -> Iterator[Scene]:
    """Each in an organisation of its own."""
    for scene, side, days in ACCOUNTS:
        fixture = "a real list with one service account, looked at by the real duty"
        yield Scene(scene, side, fixture, tuple(_service_account(scene, days)))


def _service_account(name: str, days: int | None) -> list[Observation]:
    """One is listed, changed so many days ago, or never."""
    import datetime as dt

    from rempart.access.actions.look_at_credentials import look_at_credentials
    from rempart.access.actions.service_accounts import save_service_account
    from rempart.access.store.service_accounts import ServiceAccount

    here = firm(name)
    changed = None if days is None else dt.datetime.now(dt.UTC).date() - dt.timedelta(days=days)
    row = ServiceAccount(organisation=here.organisation, purpose="nightly backup", place="db1", answerable=here.owner)
    row.changed_on = changed
    save_service_account(here.owner, row)
    look_at_credentials(here.organisation)
    return told(here, ServiceCredentials)


UNIT = Measure("access_service_credentials", (ServiceCredentials,), tuple(name for name, _, _ in ACCOUNTS), scenes)
