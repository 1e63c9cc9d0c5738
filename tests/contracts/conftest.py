"""A site on loopback, strangers with data folders of their own, and one assessment that many tests read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.stranger import Said, Stranger
from tests.servers import hostile


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A healthy page that is no WordPress."""
    with hostile.serve(hostile.page(b"<html><title>hello</title>")) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def stranger(tmp_path: Path) -> Stranger:
    """With an empty data folder that does not exist yet."""
    return Stranger(tmp_path / "data")


@pytest.fixture(scope="module")
def resident(tmp_path_factory: pytest.TempPathFactory) -> Stranger:
    """Whose folder already holds the assessment `assessed`."""
    return Stranger(tmp_path_factory.mktemp("resident") / "data")


@pytest.fixture(scope="module")
def assessed(resident: Stranger, site: str) -> Said:
    """`rempart assess SITE --allow-private --json` in a fresh folder."""
    return resident.run("assess", site, "--allow-private", "--json")


@pytest.fixture(scope="module")
def document(assessed: Said) -> dict[str, Any]:
    """The assessment."""
    assert assessed.code == 0, assessed.err
    found = assessed.document
    assert isinstance(found, dict)
    return found
