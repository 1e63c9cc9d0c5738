"""Old archives over the pages, the API and the shell."""

import argparse
import json
from importlib import import_module
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rempart.backup.actions.bring_in import arrived
from rempart.backup.actions.work import work_one
from rempart.backup.core.stages import Stage, Work
from rempart.backup.store.models import Job, Plan, Snapshot
from rempart.cli.command import DONE, UNUSABLE, UsageFault
from rempart.directory.core.roles import Permission
from tests.backup import updraft_writer as writer
from tests.backup.house import Shop, make
from tests.backup.web.test_pages import call, client
from tests.cast import Cast, go_stale


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """With a plan and one small set where UpdraftPlus keeps it."""
    found = make(cast_, tmp_path, monkeypatch, files=3)
    box = found.root / "wp-content" / "updraft"
    box.mkdir()
    writer.files_zip(box, "themes", {"themes/one/style.css": b"body{}"})
    return found


def box(shop: Shop) -> str:
    """Its folder."""
    return str(shop.root / "wp-content" / "updraft")


def test_a_set_in_a_folder_is_found_and_brought_in(shop: Shop) -> None:
    who, page = client(shop.actor), reverse("vault_import", args=[shop.site.uid])
    assert box(shop) in who.get(page).content.decode()  # where UpdraftPlus keeps them stands there already
    seen = who.post(page, {"do": "look", "folder": box(shop)}).content.decode()
    assert writer.NONCE in seen
    assert "the database" in seen  # what is not in it
    assert (
        who.post(page, {"do": "bring", "folder": box(shop), "set": [writer.NONCE, "ffffffffffff"]}).status_code == 302
    )
    assert Job.objects.get().work == Work.IMPORT
    while work_one():
        pass
    assert Job.objects.get().stage == Stage.DONE
    assert Snapshot.objects.get().brought_from
    text = who.get(reverse("vault", args=[shop.site.uid])).content.decode()
    assert "from UpdraftPlus" in text
    assert "in the vault already" in who.post(page, {"do": "look", "folder": box(shop)}).content.decode()
    row = Snapshot.objects.get()
    restore = who.get(reverse("vault_restore", args=[shop.site.uid, row.uid])).content.decode()
    assert "only what it holds is exchanged" in restore


@pytest.mark.parametrize("folder", ["/etc", "relative", "/nowhere", ""])
def test_a_folder_that_is_not_open_is_refused_at_its_field(shop: Shop, folder: str) -> None:
    answer = client(shop.actor).post(reverse("vault_import", args=[shop.site.uid]), {"do": "look", "folder": folder})
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()


def test_files_are_sent_and_come_in_or_are_thrown_away(shop: Shop) -> None:
    who, page = client(shop.actor), reverse("vault_import", args=[shop.site.uid])

    def send(*names: str) -> int:
        files = [
            SimpleUploadedFile(name, (Path(box(shop)) / writer.name("themes", "zip")).read_bytes()) for name in names
        ]
        return who.post(page, {"do": "send", "sent": files}).status_code

    assert send("evil.php") == 422
    assert send(writer.name("themes", "zip"), "backup_x.zip") == 422
    assert list(arrived(shop.plan).iterdir()) == []
    assert who.post(page, {"do": "send"}).status_code == 422
    assert send(writer.name("themes", "zip")) == 302
    assert writer.NONCE in who.get(page).content.decode()
    assert who.post(page, {"do": "drop", "set": writer.NONCE}).status_code == 302
    assert list(arrived(shop.plan).iterdir()) == []
    assert send(writer.name("themes", "zip")) == 302
    assert who.post(page, {"do": "bring", "folder": "", "set": writer.NONCE}).status_code == 302
    while work_one():
        pass
    assert Snapshot.objects.get().files == 2  # the style sheet, and what the vault says of it
    assert list(arrived(shop.plan).iterdir()) == []


def test_who_may_not_and_who_is_stale_and_a_site_without_a_plan(shop: Shop, cast_: Cast) -> None:
    page = reverse("vault_import", args=[shop.site.uid])
    assert client(cast_.bob).get(page).status_code == 403
    assert client(cast_.bob).post(page, {"do": "bring", "folder": box(shop), "set": writer.NONCE}).status_code == 403
    assert client(cast_.charlie).get(page).status_code == 404
    who = client(shop.actor)
    go_stale(who)
    assert who.post(page, {"do": "bring", "folder": box(shop), "set": writer.NONCE}).status_code == 302
    assert not Job.objects.exists()
    Plan.objects.all().delete()
    assert "Choose first how this site is kept" in client(shop.actor).get(page).content.decode()


def test_over_the_api(shop: Shop) -> None:
    manage = Permission.MANAGE_BACKUPS
    status, text = call(shop.actor, shop, "get", f"/archives?folder={box(shop)}", manage)
    assert status == 200, text
    assert json.loads(text)["sets"][0]["set"] == writer.NONCE
    assert call(shop.actor, shop, "get", "/archives?folder=/etc", manage)[0] == 422
    asked = {"folder": box(shop), "set": writer.NONCE}
    assert call(shop.actor, shop, "post", "/imports", Permission.RUN_BACKUPS, **asked)[0] == 403
    assert call(shop.actor, shop, "post", "/imports", manage, **{**asked, "set": "../../../etc"})[0] == 422
    assert call(shop.actor, shop, "post", "/imports", manage, **{**asked, "set": "ffffffffffff"})[0] == 422
    assert call(shop.actor, shop, "post", "/imports", manage, **asked)[0] == 202


def shell(*words: str) -> int:
    """Through the command's own arguments."""
    unit = import_module("rempart.cli.commands.import").UNIT
    parser = argparse.ArgumentParser()
    unit.arguments(parser)
    return int(unit.run(parser.parse_args(["updraftplus", *words])))


def test_on_the_shell(shop: Shop, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for words in ([box(shop)], [box(shop), "--site", "nobody.example"], ["/etc", "--site", shop.site.uid],
                  [str(shop.root), "--site", shop.site.uid], [box(shop), "--site", shop.site.uid, "--set", "0"]):  # fmt: skip
        with pytest.raises(UsageFault):
            shell(*words)
    assert shell(box(shop), "--site", shop.site.uid, "--json") == DONE
    (line,) = json.loads(capsys.readouterr().out)["sets"]
    assert (line["set"], line["files"], line["taken_at"]) == (writer.NONCE, 1, "2026-03-21T02:12:00.000Z")
    assert "no_database" in line["lacks"]
    (Path(box(shop)) / writer.name("db", "gz").replace(writer.NONCE, "a" * 12)).write_bytes(b"SELECT 1;")
    (tmp_path / "phrase").write_text("geheim\n")
    words = (box(shop), "--site", shop.site.uid, "--phrase-file", str(tmp_path / "phrase"), "--set", "a" * 12)
    assert shell(*words) == UNUSABLE
    assert "poisoned" in capsys.readouterr().out


def test_what_was_brought_in_is_removed_on_the_page_by_whoever_may(shop: Shop, cast_: Cast) -> None:
    shop.run(Work.IMPORT, wanted={"folder": box(shop), "set": writer.NONCE})
    page, sent = reverse("vault", args=[shop.site.uid]), {"do": "forget", "set": writer.NONCE}
    who = client(shop.actor)
    assert "Remove it from the vault" in who.get(page).content.decode()
    assert "Remove it from the vault" not in client(cast_.bob).get(page).content.decode()
    assert client(cast_.bob).post(page, sent).status_code == 403
    assert client(cast_.charlie).post(page, sent).status_code == 404
    stale = client(shop.actor)
    go_stale(stale)
    stale.post(page, sent)
    assert not Job.objects.filter(work=Work.FORGET).exists()
    assert who.post(page, {"do": "forget", "set": "ffffffffffff"}).status_code == 302
    assert not Job.objects.filter(work=Work.FORGET).exists()
    assert who.post(page, sent).status_code == 302
    while work_one():
        pass
    assert not Snapshot.objects.exists()
    assert "Removal of an old archive" in who.get(page).content.decode()


def test_removal_and_the_window_of_a_restore_over_the_api(shop: Shop) -> None:
    shop.run(Work.IMPORT, wanted={"folder": box(shop), "set": writer.NONCE})
    manage = Permission.MANAGE_BACKUPS
    assert call(shop.actor, shop, "delete", f"/archives/{writer.NONCE}", Permission.RUN_BACKUPS)[0] == 403
    assert call(shop.actor, shop, "delete", "/archives/ffffffffffff", manage)[0] == 404
    assert call(shop.actor, shop, "delete", f"/archives/{writer.NONCE}", manage)[0] == 202
    assert call(shop.actor, shop, "get", "/restores/window", Permission.READ_BACKUPS)[0] == 403
    status, text = call(shop.actor, shop, "get", "/restores/window", Permission.RESTORE)
    assert (status, json.loads(text)) == (200, {"asked": False, "open": True, "until": None, "where": None})
