"""Whoever is erased is taken out of what others wrote too: reasons, titles, notes. Inside an action, before the row goes."""

import importlib
from typing import Any

from django.db.models import Model

from rempart.directory.core.blot import blot, telling
from rempart.directory.store.models import Account, Membership, Organisation, Person
from rempart.registry.discover import parts


def blot_person(person: Person) -> None:
    """In the organisation of the row."""
    words = telling(person.name, person.email)
    same = Person.objects.filter(organisation=person.organisation, name__iexact=person.name).exclude(pk=person.pk)
    _in_areas(person.organisation, [word for word in words if word != _plain(person.name) or not same.exists()])


def blot_account(account: Account, organisation: Organisation) -> None:
    """In one organisation: what others wrote elsewhere is theirs."""
    words = telling(account.name, account.email)
    here = Membership.objects.filter(organisation=organisation, account__name__iexact=account.name)
    others = here.exclude(account=account).exists()
    _in_areas(organisation, [word for word in words if word != _plain(account.name) or not others])


def free_texts() -> list[tuple[type[Model], str]]:
    """An area with texts that people write freely names them in `store/free_texts.py`."""
    found: list[tuple[type[Model], str]] = []
    for name in parts("rempart", "store.free_texts"):
        found += importlib.import_module(name).FREE_TEXTS
    return found


def _plain(name: str) -> str:
    return " ".join(name.split())


def _in_areas(organisation: Organisation, words: list[str]) -> None:
    """Read and compared here: how a database folds letters beyond ASCII differs."""
    if not words:
        return
    for model, field in free_texts():
        rows = model._base_manager.filter(organisation=organisation).exclude(**{field: ""})
        for pk, text in rows.values_list("pk", field).iterator(500):
            _put(model, pk, field, text, blot(text, words))


def _put(model: type[Model], pk: Any, field: str, before: str, after: str) -> None:
    if after != before:
        model._base_manager.filter(pk=pk).update(**{field: after})
