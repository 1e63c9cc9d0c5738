"""What a run is told about a site comes from the record."""

import pytest

from rempart.daemon.duty import options_of
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.set_origins import set_origins
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_named_servers_reach_the_probes(cast_: Cast) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://lavande.example")
    assert options_of(site, active=True, allow_private=False).origins == ()
    set_origins(cast_.alice, site, "8.8.8.8 8.8.4.4", private_allowed=False)
    assert options_of(site, active=True, allow_private=False).origins == ("8.8.8.8", "8.8.4.4")
