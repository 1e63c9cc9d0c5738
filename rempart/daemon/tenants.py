"""The organisations of one installation, as the person at the shell sees them."""

from typing import Any

from django.db.models import Count

from rempart.daemon import prepare
from rempart.directory.actions.create_organisation import create_organisation
from rempart.directory.store.models import Account, Organisation


def add(name: str, owner_email: str | None) -> Organisation:
    """A new tenant, owned by that account. Raises LookupError when there is none, or the name is taken."""
    if Organisation.objects.filter(name=name).exists():
        raise LookupError(f"There is an organisation called {name} already.")
    if owner_email is None:
        return create_organisation(name, prepare.first_owner())
    owner = Account.objects.filter(email=owner_email.strip().lower(), is_active=True).first()
    if owner is None:
        raise LookupError(f"No account has the address {owner_email}.")
    return create_organisation(name, owner)


def chosen(name: str | None) -> Organisation:
    """The organisation with that name or uid; the first one without. Raises LookupError."""
    if name is None:
        return prepare.first_organisation()
    found = list(Organisation.objects.filter(uid=name)) or list(Organisation.objects.filter(name=name)[:2])
    if len(found) != 1:
        raise LookupError(f"There is no single organisation called {name}; `rempart organisation list` shows them.")
    return found[0]


def rows() -> list[dict[str, Any]]:
    """Each with how much it holds, the oldest first."""
    counted = Organisation.objects.annotate(
        sites=Count("site", distinct=True), members=Count("membership", distinct=True)
    )
    return [
        {"uid": one.uid, "name": one.name, "sites": one.sites, "members": one.members} for one in counted.order_by("pk")
    ]
