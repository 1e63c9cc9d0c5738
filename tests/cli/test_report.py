"""`rempart report`: files from what the record holds; nothing is measured, nothing ends in a traceback."""

import json
from pathlib import Path

import pytest

from rempart.cli import reporting
from rempart.cli.command import UsageFault
from rempart.cli.main import main
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.maturity.store.models import LevelRow
from tests.cast import Cast
from tests.maturity.web import sample

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(cast_: Cast) -> Site:
    made = add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")
    LevelRow.objects.create(
        organisation=made.organisation, site=made, wall=2, watch=1, judged_at_ms=sample.NOW_MS,
        document=sample.document(2, 1),
    )  # fmt: skip
    return made


@pytest.mark.parametrize("kind", ["html", "pdf", "json", "csv", "sarif", "badge"])
def test_each_format_is_written(site: Site, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"report.{kind}"
    assert main(["report", "Maison-Lavande.example/", "--format", kind, "--language", "fr", "--out", str(file)]) == 0
    assert file.stat().st_size > 500


def test_json_goes_to_standard_output_alone(site: Site, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["report", site.address, "--format", "json"]) == 0
    said = capfdbinary.readouterr()
    assert json.loads(said.out)["level"]["wall"]["proven"] == 2
    assert said.err == b""


def test_what_was_never_measured_is_said(site: Site) -> None:
    with pytest.raises(UsageFault, match="never measured"):
        reporting.make("https://other.example", "json", "en")


def test_wrong_use_ends_with_two(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "ftp://x.example"]) == 2
    assert main(["report", site.address, "--out", str(tmp_path / "no" / "where")]) == 2
    Site.objects.update(title="🙂")
    assert main(["report", site.address, "--format", "pdf", "--out", str(tmp_path / "x.pdf")]) == 2
    assert "U+1F642" in capsys.readouterr().err
