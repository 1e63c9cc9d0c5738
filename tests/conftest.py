"""Fixtures that every part of the tests may use."""

import pytest

from tests.cast import Cast, make_cast


@pytest.fixture
def cast_(db: None) -> Cast:
    """Alice, Bob and Charlie with their organisations."""
    return make_cast()
