"""Secrets of second factors from before are sealed by the upgrade, and open the same codes."""

import importlib

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps

from tests.access.people import code_of
from tests.cast import Cast

SEAL = importlib.import_module("rempart.access.store.migrations.0002_seal_factors")


@pytest.mark.django_db
def test_there_and_back(cast_: Cast) -> None:
    code = code_of(cast_.alice)
    SEAL.open_again(apps, None)
    assert len(Authenticator.objects.get(user=cast_.alice).data["secret"]) == 32
    SEAL.seal(apps, None)
    row = Authenticator.objects.get(user=cast_.alice)
    assert len(row.data["secret"]) > 60
    assert row.wrap().validate_code(code) or code != code_of(cast_.alice)
