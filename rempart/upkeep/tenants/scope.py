"""Which rows are one organisation's: found from the foreign keys, so that a new area cannot be forgotten."""

from collections.abc import Iterable
from enum import Enum
from functools import cache
from typing import Any

from django.db.models import ForeignKey, Model, Q, QuerySet

from rempart.directory.store.models import Account, Organisation
from rempart.upkeep import tables

# Models of the installation as a whole. Each line is a decision: nothing in them names an organisation.
INSTALLATION = frozenset(
    {
        "auth.Permission", "auth.Group_permissions", "auth.Group", "contenttypes.ContentType",
        "sessions.Session",  # opaque; the sessions of whoever loses the last membership are ended
        "socialaccount.SocialApp",  # none: providers of an organisation are access.Provider
        "access.UsedAssertion",  # digests, for minutes
        "access.CacheRow",  # counters, for minutes
        "notices.MailServer",  # one row: how mail leaves this installation
        "notices.Pulse",  # one row: where it reports that it lives
        "inventory.Feed",  # the operator's files of known flaws
        "inventory.KnownFlaw",  # what they tell, of nobody's site
        "inventory.FlawPart",
        "mail.HitSegment",  # how far hits of drill mails were taken, and how many were forged
        "watch.Tower",  # one row a machine: clocks and the cursor of what the prober saw
    }
)  # fmt: skip


class Belongs(Enum):
    """Whose a table's rows are."""

    TENANT = "tenant"
    ACCOUNT = "account"
    INSTALLATION = "installation"


class Undecided(LookupError):
    """A model points neither to an organisation nor to an account and is not known as the installation's own."""


@cache
def paths(model: type[Model]) -> tuple[str, ...]:
    """Lookups from a row to its organisation; a row belongs to it when one of them leads there."""
    if model is Organisation:
        return ("pk",)
    found: list[str] = []
    for key in _keys(model):
        target = key.related_model
        if target is model or target is Account:
            continue
        here = ("",) if target is Organisation else tuple(f"__{path}" for path in paths(target))
        ways = [f"{key.name}{way}" for way in here]
        if ways and not key.null:
            return tuple(ways)  # a row that cannot be without it belongs where this leads, and nowhere else
        found += ways
    return tuple(found)


def belongs(model: type[Model]) -> Belongs:
    """Raises Undecided."""
    if paths(model):
        return Belongs.TENANT
    if _is_of_account(model):
        return Belongs.ACCOUNT
    if model._meta.label in INSTALLATION:
        return Belongs.INSTALLATION
    raise Undecided(
        f"{model._meta.label} points neither to an organisation nor to an account."
        " Give it an organisation, or name it in rempart/upkeep/tenants/scope.py."
    )


def _is_of_account(model: type[Model]) -> bool:
    if model is Account:
        return True
    return any(_is_of_account(key.related_model) for key in _keys(model) if key.related_model is not model)


def _keys(model: type[Model]) -> Iterable[Any]:
    keys = [field for field in model._meta.local_concrete_fields if isinstance(field, ForeignKey)]
    return sorted(keys, key=lambda key: (key.related_model is not Organisation, key.name))


def rows(model: type[Model], organisation: Organisation) -> QuerySet[Any]:
    """That organisation's rows of a tenant's model, in the order they were made."""
    wanted = Q()
    for path in paths(model):
        wanted |= Q(**{path: organisation.pk})
    return model._base_manager.filter(pk__in=model._base_manager.filter(wanted).values("pk")).order_by("pk")


def models() -> list[type[Model]]:
    """All models of tenants, each after those it points to: the order in which rows can be put in."""
    mine = [model for model in tables.models() if belongs(model) is Belongs.TENANT]
    done: list[type[Model]] = []

    def put(model: type[Model]) -> None:
        if model in done or model not in mine:
            return
        for key in _keys(model):
            if key.related_model is not model:
                put(key.related_model)
        done.append(model)

    for model in mine:
        put(model)
    return done
