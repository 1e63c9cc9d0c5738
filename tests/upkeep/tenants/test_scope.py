"""Every table is somebody's: a tenant's, an account's or the installation's."""

import pytest
from django.db import models
from django.test.utils import isolate_apps

from rempart.directory.store.models import Account, Organisation, Owned, Person
from rempart.upkeep import tables
from rempart.upkeep.tenants import rows, scope
from rempart.upkeep.tenants.scope import Belongs


@pytest.mark.parametrize("model", tables.models(), ids=lambda model: model._meta.label)
def test_each_model_is_decided(model: type[models.Model]) -> None:
    scope.belongs(model)
    if issubclass(model, Owned):
        assert scope.paths(model) == ("organisation",)


def test_the_list_of_exceptions_only_holds_what_needs_it() -> None:
    known = {model._meta.label for model in tables.models()}
    assert known >= scope.INSTALLATION
    named = [model for model in tables.models() if model._meta.label in scope.INSTALLATION]
    assert all(scope.belongs(model) is Belongs.INSTALLATION for model in named)


def test_each_stands_after_what_it_points_to() -> None:
    order = scope.models()
    assert order.index(Organisation) < order.index(Person)
    assert Account not in order
    teams = Person.teams.through
    assert scope.paths(teams) in (("person__organisation",), ("team__organisation",))
    assert order.index(teams) > order.index(Person)


@isolate_apps("rempart.directory.store")
def test_a_model_nobody_decided_is_told() -> None:
    class Loose(models.Model):
        class Meta:
            app_label = "directory"

        def __str__(self) -> str:
            return "loose"

    with pytest.raises(scope.Undecided, match="Loose"):
        scope.belongs(Loose)


def test_nothing_that_goes_along_needs_what_stays() -> None:
    known = {model._meta.label for model in tables.models()}
    assert known >= rows.LEFT_BEHIND | rows.QUIET.keys()
    for model in rows.taken():
        for field in model._meta.local_concrete_fields:
            if field.related_model is not None:
                assert field.related_model._meta.label not in rows.LEFT_BEHIND, field
