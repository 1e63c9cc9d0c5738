"""One copy behind walls for all tests of updates: making one takes seconds."""

from collections.abc import Iterator

import pytest

from dev.wordpress import Site as WordPress
from rempart.channel.copies import Copy
from tests.staging.stage import opened
from tests.updates.house import begin_anew, stalled


@pytest.fixture(scope="package")
def stall_copy(wordpress: WordPress, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """Of the SQLite fixture with the stall."""
    with stalled(wordpress), opened(wordpress, tmp_path_factory.mktemp("copy")) as (made, _):
        yield made


@pytest.fixture
def copy(stall_copy: Copy) -> Copy:
    """With the stall in its first version."""
    begin_anew(stall_copy)
    return stall_copy
