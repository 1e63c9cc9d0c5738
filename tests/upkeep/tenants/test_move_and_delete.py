"""One organisation from one real installation to another, and one deleted: nothing of it left, nothing else changed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rempart.upkeep.tenants.taking_in import note_of
from tests.servers import postgres
from tests.upkeep.tenants.place import LAST, OPENING, OTHERS, OVER, ROOT, Place

pytestmark = pytest.mark.slow
ONE, TWO = "kestrel", "marmot"


FILE, SERVER = "sqlite", "postgresql"


def place(folder: Path, engine: str, name: str) -> Place:
    return Place(folder, postgres.address(f"tenants_{name}") if engine == SERVER else None)


@pytest.fixture
def engines(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Where the organisation stands, and where it goes; a file to a file where the test does not say."""
    return getattr(request, "param", (FILE, FILE))


@pytest.fixture
def old(tmp_path: Path, engines: tuple[str, str], worker_id: str) -> Place:
    furnished = place(tmp_path / "old", engines[0], f"old_{worker_id}")
    furnished.furnish(ONE)
    furnished.furnish(TWO)
    return furnished


@pytest.fixture
def new(tmp_path: Path, engines: tuple[str, str], worker_id: str) -> Place:
    furnished = place(tmp_path / "new", engines[1], f"new_{worker_id}")
    furnished.furnish("native")
    return furnished


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


@pytest.mark.parametrize("engines", [(FILE, FILE), (FILE, SERVER), (SERVER, FILE), (SERVER, SERVER)], indirect=True)
def test_moved_whole(old: Place, new: Place, tmp_path: Path, words: str) -> None:
    out = tmp_path / "out"
    said = old.rempart("organisation", "export", f"{ONE} Firm", str(out), "--passphrase-file", words)
    assert said["personal"] == 14
    assert verified(out / "logs" / said["uid"], said["logs"][-1]["keys"][-1])
    assert not [file for file in out.rglob("*") if file.is_file() and TWO.encode() in file.read_bytes()]
    before = old.shown(ONE)

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
    checkpoint = out / "logs" / before["uid"] / "checkpoint"
    opening = json.loads(new.script(OPENING, after["logs"][-1]))
    assert opening == {
        "actor": "system:adopt", "org": before["uid"], "schema": 1, "commitments": {},
        "subject": {"id": before["uid"], "kind": "log"},
        "body": {
            "log": before["uid"], "checkpoint": note_of(checkpoint.read_text("utf-8")),
            "size": said["logs"][-1]["size"], "adopted_key": said["logs"][-1]["keys"][-1],
        },
    }  # fmt: skip
    adopted = new.state / "keys" / "ledger.adopted"
    assert adopted.read_text("utf-8") == f"{said['logs'][-1]['keys'][-1]}\n"
    assert new.rempart("ledger", "verify")["ok"]
    again = tmp_path / "again"
    twice = new.rempart("organisation", "export", f"{ONE} Firm", str(again), "--passphrase-file", words)
    for one in twice["logs"]:
        assert verified(again / "logs" / one["log"], one["keys"][-1])
    assert verified(new.state / "archives" / before["uid"] / before["uid"], said["logs"][-1]["keys"][-1])
    assert "already" in new.rempart(
        "organisation", "import", str(out), "--passphrase-file", words, "--match-accounts", code=2
    )

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


@pytest.mark.parametrize("engines", [(FILE, FILE), (FILE, SERVER)], indirect=True)
def test_a_changed_byte_is_refused_and_nothing_stays(old: Place, new: Place, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = old.rempart("organisation", "export", f"{ONE} Firm", str(out))
    assert said["personal"] is None
    assert any("personal" in line for line in said["left_out"])
    assert not [file for file in out.rglob("*") if file.is_file() and b"kestrel-phone" in file.read_bytes()]
    file = next(file for file in (out / "rows").glob("directory.Person.jsonl"))
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("Zo", "Xo", 1), "utf-8")
    assert "altered" in new.rempart("organisation", "import", str(out), "--match-accounts", code=2)
    names = [row["name"] for row in new.rempart("organisation", "list")["organisations"]]
    assert f"{ONE} Firm" not in names
    file.write_text(whole, "utf-8")
    assert new.rempart("organisation", "import", str(out), "--match-accounts")["personal"] == 0


_ODD = """
import sys, django
django.setup()
from rempart.directory.store.models import Person
Person.objects.filter(name__startswith="kestrel").update(staff_number="n" * 60)
"""


def test_what_the_other_database_cannot_hold_is_said(new: Place, tmp_path: Path, worker_id: str) -> None:
    """SQLite holds a longer text than its column says, PostgreSQL does not: nothing is taken in, and no surprise is shown."""
    out, there = tmp_path / "out", place(tmp_path / "there", SERVER, f"there_{worker_id}")
    new.furnish(ONE)
    new.script(_ODD)
    new.rempart("organisation", "export", f"{ONE} Firm", str(out))
    there.furnish("native")
    said = there.rempart("organisation", "import", str(out), "--match-accounts", code=2)
    assert "Nothing was taken in" in said
    assert "should not happen" not in said
    assert f"{ONE} Firm" not in [row["name"] for row in there.rempart("organisation", "list")["organisations"]]


@pytest.mark.parametrize("engines", [(FILE, FILE), (SERVER, FILE)], indirect=True)
def test_deleted_wholly(old: Place) -> None:
    uid = old.shown(ONE)["uid"]
    assert old.files_with(ONE) + old.tables_with(ONE)  # else the search below would find nothing for the wrong reason
    others = old.script(OTHERS, TWO)
    said = old.rempart("organisation", "delete", f"{ONE} Firm")
    assert said == {"uid": uid, "closed": "deleting", "days": 30}
    assert "grace" in old.rempart("organisation", "delete", f"{ONE} Firm", code=2)
    assert old.rempart("organisation", "open", f"{ONE} Firm")["closed"] is None
    old.rempart("organisation", "delete", f"{ONE} Firm")
    old.script(OVER)
    done = old.rempart("organisation", "delete", f"{ONE} Firm")
    assert done["accounts"] == 1
    assert old.files_with(ONE) + old.tables_with(ONE) == []
    assert old.script(OTHERS, TWO) == others
    assert old.rempart("ledger", "verify")["ok"]
    old.furnish("later")  # the record goes on, numbers and all
    assert old.rempart("ledger", "verify")["ok"]
    assert not [file for file in (old.state / "checkpoints").glob("*") if uid in file.name]
    (body,) = [json.loads(line) for line in old.script(LAST).splitlines() if uid in line]
    assert body["size"] == done["entries"]
    assert uid in body["checkpoint"]
