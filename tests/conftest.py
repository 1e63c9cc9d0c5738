"""Fixtures that every part of the tests may use."""

import pytest

from tests.cast import Cast, make_cast
from tests.servers.wordpress import any_wordpress, wordpress, wordpress_mariadb

__all__ = ["any_wordpress", "cast_", "wordpress", "wordpress_mariadb"]


@pytest.fixture
def cast_(db: None) -> Cast:
    """Alice, Bob and Charlie with their organisations."""
    return make_cast()
