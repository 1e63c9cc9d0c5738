"""One organisation from one real installation to another, and one deleted: nothing of it left, nothing else changed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.upkeep.tenants.place import LAST, OTHERS, OVER, ROOT, Place

pytestmark = pytest.mark.slow
ONE, TWO = "kestrel", "marmot"


@pytest.fixture
def old(tmp_path: Path) -> Place:
    place = Place(tmp_path / "old")
    place.furnish(ONE)
    place.furnish(TWO)
    return place


@pytest.fixture
def words(tmp_path: Path) -> str:
    file = tmp_path / "words"
    file.write_text("granite walls stand\n")
    return str(file)


def verified(folder: Path, key: str) -> bool:
    done = subprocess.run(
        [sys.executable, ROOT / "rempart_verify.py", folder, "--key", key], capture_output=True, text=True, timeout=60
    )
    return done.returncode == 0


def test_moved_whole(old: Place, tmp_path: Path, words: str) -> None:
    out = tmp_path / "out"
    said = old.rempart("organisation", "export", f"{ONE} Firm", str(out), "--passphrase-file", words)
    assert said["personal"] == 14
    assert verified(out / "logs" / said["uid"], said["logs"][-1]["keys"][-1])
    assert not [file for file in out.rglob("*") if file.is_file() and TWO.encode() in file.read_bytes()]
    before = old.shown(ONE)

    new = Place(tmp_path / "new")
    new.furnish("native")
    assert "here" in new.rempart("organisation", "import", str(out), "--passphrase-file", words, code=2)
    assert "sealed" in new.rempart("organisation", "import", str(out), "--match-accounts", code=2)
    came = new.rempart("organisation", "import", str(out), "--passphrase-file", words, "--match-accounts")
    assert (came["invited"], came["matched"], came["personal"]) == (1, 1, 14)
    after = new.shown(ONE)
    for what in ("people", "sites", "members", "opened", "uid"):
        assert after[what] == before[what], what
    assert len(after["opened"]) == 14
    assert after["passwords"] == [False]
    assert after["logs"] == [before["uid"], f"{before['uid']}.2"]
    assert after["entries"][: len(before["entries"])] == before["entries"]
    assert after["entries"][len(before["entries"])][0] == "ledger.log.continued"
    assert new.rempart("ledger", "verify")["ok"]
    again = tmp_path / "again"
    twice = new.rempart("organisation", "export", f"{ONE} Firm", str(again), "--passphrase-file", words)
    for one in twice["logs"]:
        assert verified(again / "logs" / one["log"], one["keys"][-1])
    assert verified(new.state / "archives" / before["uid"] / before["uid"], said["logs"][-1]["keys"][-1])
    assert "already" in new.rempart(
        "organisation", "import", str(out), "--passphrase-file", words, "--match-accounts", code=2
    )

    checkpoint = out / "logs" / before["uid"] / "checkpoint"
    assert old.rempart("organisation", "moved", f"{ONE} Firm", str(checkpoint))["closed"] == "moved"
    refused = old.run("-c", _WRITE, ONE)
    assert "Closed" in refused.stderr
    assert "no checkpoint of this" in new.rempart("organisation", "moved", f"{ONE} Firm", str(checkpoint), code=2)


_WRITE = """
import sys, django
django.setup()
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Account, Organisation
house = Organisation.objects.get(name=f"{sys.argv[1]} Firm")
add_site(Account.objects.get(email=f"{sys.argv[1]}-owner@firm.example"), house, "https://late.example", is_private=True)
"""


def test_a_changed_byte_is_refused_and_nothing_stays(old: Place, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = old.rempart("organisation", "export", f"{ONE} Firm", str(out))
    assert said["personal"] is None
    assert any("personal" in line for line in said["left_out"])
    assert not [file for file in out.rglob("*") if file.is_file() and b"kestrel-phone" in file.read_bytes()]
    file = next(file for file in (out / "rows").glob("directory.Person.jsonl"))
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("Zo", "Xo", 1), "utf-8")
    new = Place(tmp_path / "new")
    new.furnish("native")
    assert "altered" in new.rempart("organisation", "import", str(out), "--match-accounts", code=2)
    names = [row["name"] for row in new.rempart("organisation", "list")["organisations"]]
    assert f"{ONE} Firm" not in names
    file.write_text(whole, "utf-8")
    assert new.rempart("organisation", "import", str(out), "--match-accounts")["personal"] == 0


def test_deleted_wholly(old: Place) -> None:
    uid = old.shown(ONE)["uid"]
    assert old.files_with(ONE)  # else the search below would find nothing for the wrong reason
    others = old.script(OTHERS, TWO)
    said = old.rempart("organisation", "delete", f"{ONE} Firm")
    assert said == {"uid": uid, "closed": "deleting", "days": 30}
    assert "grace" in old.rempart("organisation", "delete", f"{ONE} Firm", code=2)
    assert old.rempart("organisation", "open", f"{ONE} Firm")["closed"] is None
    old.rempart("organisation", "delete", f"{ONE} Firm")
    old.script(OVER)
    done = old.rempart("organisation", "delete", f"{ONE} Firm")
    assert done["accounts"] == 1
    assert old.files_with(ONE) == []
    assert old.script(OTHERS, TWO) == others
    assert old.rempart("ledger", "verify")["ok"]
    old.furnish("later")  # the record goes on, numbers and all
    assert old.rempart("ledger", "verify")["ok"]
    assert not [file for file in (old.state / "checkpoints").glob("*") if uid in file.name]
    (body,) = [json.loads(line) for line in old.script(LAST).splitlines() if uid in line]
    assert body["size"] == done["entries"]
    assert uid in body["checkpoint"]
