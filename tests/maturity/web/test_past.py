"""The history's address: whatever stands in it, a page comes back."""

import pytest
from django.test import Client

from rempart.directory.actions.add_site import add_site
from tests.cast import Cast


@pytest.mark.django_db
@pytest.mark.parametrize("before", ["", "7", "-1", "²", "٣", "9" * 18, "9" * 5_000, "1e9", "'"])
def test_any_place_in_the_history(client: Client, cast_: Cast, before: str) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")
    client.force_login(cast_.alice)
    assert client.get(f"/sites/{site.uid}/history/", {"before": before}).status_code == 200
