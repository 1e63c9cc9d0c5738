"""`rempart update`: what it lists, refuses, and says."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from rempart.cli import updating
from rempart.cli.command import UNUSABLE, UsageFault
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.updates.actions.take_package import take_upload
from rempart.updates.store.models import Job, Package
from tests.cast import Cast
from tests.updates import stall


@pytest.fixture
def site(cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(updating, "is_there", lambda _: True)
    return add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")


def said(*words: str) -> Namespace:
    parser = ArgumentParser()
    updating.arguments(parser)
    return parser.parse_args([*words, "--json"])


def test_a_file_that_is_no_package_is_wrong_use(site: Site, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"nothing")
    with pytest.raises(UsageFault, match="no_zip"):
        updating.run(said("try", site.address, str(tmp_path / "x.zip")))


def test_a_trial_without_a_snapshot_says_so(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "stall.zip").write_bytes(stall.archive("1.1"))
    assert updating.run(said("try", "maison-lavande.example", str(tmp_path / "stall.zip"))) == UNUSABLE
    told = json.loads(capsys.readouterr().out)
    assert (told["slug"], told["stage"], told["trouble"], told["passed"]) == ("stall", "failed", "no_snapshot", None)
    assert updating.run(said("list", site.uid)) == 0
    assert json.loads(capsys.readouterr().out)["packages"][0]["slug"] == "stall"


def test_what_was_never_live_cannot_be_taken_back(site: Site, cast_: Cast) -> None:
    row: Package = take_upload(cast_.alice, site, stall.archive("1.1"))
    for words in (("undo", site.uid, "stall"), ("undo", site.uid, row.uid, "--losses"), ("apply", site.uid, "other")):
        with pytest.raises(UsageFault):
            updating.run(said(*words))
    assert not Job.objects.exists()
    assert updating.run(said("apply", site.uid, "stall")) == UNUSABLE  # nobody has said how the site is reached
