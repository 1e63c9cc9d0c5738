"""A firm in which something is made to happen: one owner, one site, people who learn; and what the record then knows of it.

Called where Django is set up; the imports stand inside for that reason.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rempart.facts.fact import Fact, Observation

if TYPE_CHECKING:
    from rempart.directory.store.models import Account, Organisation, Site


@dataclass(frozen=True, slots=True)
class Firm:
    """Of one scene alone."""

    organisation: "Organisation"
    owner: "Account"
    site: "Site"


def firm(name: str) -> Firm:
    """New; `name` is the scene's."""
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.roles import Role

    organisation = create_organisation("Quarry & Sons", None)
    owner = create_account(organisation, f"owner-{name}@quarry.example", None)
    grant_role(organisation, owner, Role.OWNER)
    site = add_site(owner, organisation, f"https://{name.replace('_', '-')}.quarry.example")
    return Firm(organisation, owner, site)


def learner(here: Firm, name: str, number: int) -> "Account":
    """Somebody whom the firm names, with an account that may learn."""
    from rempart.directory.actions.add_people import add_people
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.people_table import NewPerson
    from rempart.directory.core.roles import Role
    from rempart.directory.store.models import Person

    account = create_account(here.organisation, f"{name}-{number}@quarry.example", None)
    grant_role(here.organisation, account, Role.LEARNER)
    add_people(here.owner, here.organisation, [NewPerson(f"Person {number}", "", str(number))])
    Person.objects.filter(organisation=here.organisation, staff_number=str(number)).update(account=account)
    return account


def told(here: Firm, kind: type[Fact]) -> list[Observation]:
    """The newest that the record knows of that kind, from each source."""
    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.maturity.store import facts

    settle(here.site, state_folder())
    return [one for one in facts.newest(here.site, since_ms=0) if isinstance(one.fact, kind)]
