"""A service account whose credential was changed in time, or never."""

from collections.abc import Iterator

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
    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.roles import Role
    from rempart.maturity.store import facts

    slug = name.replace("_", "-")
    organisation = create_organisation("Quarry & Sons", None)
    owner = create_account(organisation, f"{slug}@quarry.example", None)
    grant_role(organisation, owner, Role.OWNER)
    site = add_site(owner, organisation, f"https://{slug}.quarry.example")
    changed = None if days is None else dt.datetime.now(dt.UTC).date() - dt.timedelta(days=days)
    row = ServiceAccount(organisation=organisation, purpose="nightly backup", place="db1", answerable=owner)
    row.changed_on = changed
    save_service_account(owner, row)
    look_at_credentials(organisation)
    settle(site, state_folder())
    return [seen for seen in facts.newest(site, since_ms=0) if isinstance(seen.fact, ServiceCredentials)]


UNIT = Measure("access_service_credentials", (ServiceCredentials,), tuple(name for name, _, _ in ACCOUNTS), scenes)
