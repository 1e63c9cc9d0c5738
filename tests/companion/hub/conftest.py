"""A site that the hub is connected to, with the double in its place."""

from collections.abc import Iterator

import pytest

from rempart.companion.actions.connect import connect
from rempart.companion.actions.poll import turn
from rempart.companion.store.models import Link
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from tests.cast import Cast
from tests.companion.hub.double import CODE, Double, doubled


@pytest.fixture
def double(monkeypatch: pytest.MonkeyPatch) -> Iterator[Double]:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    with doubled() as one:
        yield one


@pytest.fixture
def site(cast_: Cast, double: Double) -> Site:
    return add_site(cast_.alice, cast_.lavande, double.home, is_private=True)


@pytest.fixture
def link(cast_: Cast, site: Site) -> Link:
    """Connected, and looked at once."""
    row = connect(cast_.alice, site, CODE)
    turn(row.pk)
    row.refresh_from_db()
    assert row.trouble == ""
    return row
