"""The recorded examples are what the collectors still see on the real fixture; nobody typed them."""

import pytest

from dev.record import recordable, recorded, see
from dev.recordings.wordpress import STATES, stands_on
from dev.wordpress import Site


@pytest.mark.slow
@pytest.mark.parametrize("collector", STATES)
def test_recorded_is_what_is_seen(wordpress: Site, collector: str) -> None:
    examples = dict(recorded(collector))
    assert set(examples) == set(STATES[collector])
    assert {state: see(collector, url) for state, url in stands_on(wordpress, collector)} == examples


def test_every_recorded_folder_has_its_maker() -> None:
    from dev.record import FOLDER

    assert {path.name for path in FOLDER.iterdir()} == set(recordable())
