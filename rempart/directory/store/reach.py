"""Which rows a reach covers. A model that says nothing of a site, host, team or person is covered by the whole alone."""

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from rempart.directory.core.standing import Reach
from rempart.directory.store.models import Account, Host, Organisation, Person, Site, Supplier, Team

Row = TypeVar("Row", bound=Model)
NOTHING = Q(pk__in=[])


def narrow(rows: QuerySet[Row], reaches: Sequence[Reach], account: Account) -> QuerySet[Row]:
    """Those that at least one of the reaches covers; of accounts and of what belongs to one account, one's own too."""
    if any(reach.is_whole for reach in reaches):
        return rows
    wanted = NOTHING
    for reach in reaches:
        wanted |= _covered(rows.model, reach, account)
    return rows.filter(wanted)


def covers(reaches: Sequence[Reach], row: Model, account: Account) -> bool:
    """Is this row within one of the reaches?"""
    if any(reach.is_whole for reach in reaches):
        return True
    if isinstance(row, Organisation):
        return False
    return narrow(type(row)._default_manager.filter(pk=row.pk), reaches, account).exists()


def _covered(model: type[Model], reach: Reach, account: Account) -> Q:
    if model is Account:
        return Q(pk=account.pk)
    if model is Site:
        return _sites("", reach)
    if model is Host:
        return Q(pk__in=reach.hosts)
    if model is Supplier:
        return Q(pk__in=Host.objects.filter(pk__in=reach.hosts).values("supplier"))
    if model is Team:
        return Q(pk__in=reach.teams)
    if model is Person:
        return Q(pk__in=_people(reach))
    return _by_field(model, reach, account)


def _by_field(model: type[Model], reach: Reach, account: Account) -> Q:
    """The first of these fields that the model has decides."""
    answers: tuple[tuple[str, type[Model], Q], ...] = (
        ("site", Site, _sites("site__", reach)),
        ("host", Host, Q(host_id__in=reach.hosts)),
        ("person", Person, Q(person_id__in=_people(reach))),
        ("team", Team, Q(team_id__in=reach.teams)),
        ("account", Account, Q(account_id=account.pk)),
    )
    fields = {field.name: field.related_model for field in model._meta.get_fields() if field.concrete}
    return next((found for name, target, found in answers if fields.get(name) is target), NOTHING)


def _sites(path: str, reach: Reach) -> Q:
    return Q(**{f"{path}pk__in": reach.sites}) | Q(**{f"{path}host__pk__in": reach.hosts})


def _people(reach: Reach) -> QuerySet[Person, int]:
    return Person.objects.filter(teams__pk__in=reach.teams).values_list("pk", flat=True)
