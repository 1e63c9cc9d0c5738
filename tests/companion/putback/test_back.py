"""A site on hosting without a shell comes back from the vault, through its companion (BAK-03, BAK-07, ADD-05, BCP-03)."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev.wordpress import phprun
from dev.wordpress.template import template
from rempart.backup.actions.ask import undo
from rempart.backup.actions.work import claim, do
from rempart.backup.core.stages import Stage, Step, Work
from rempart.backup.store.models import Job, Snapshot
from rempart.companion.actions.connect import connect
from rempart.companion.store.links import line_to
from rempart.companion.store.models import Link
from tests.cast import Cast
from tests.companion.house import code_of, put_plugin, switch_on
from tests.companion.hub.test_real_site import account
from tests.companion.putback.hosted import Hosted, hurry, kept, plant, rows, tree, unplant
from tests.servers.apache import HERE, Account

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
__all__ = ["account"]


@pytest.fixture
def hosted(cast_: Cast, account: Account, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosted]:
    hurry(account, monkeypatch)
    unplant(account)
    plant(account)
    yield kept(cast_, account)
    unplant(account)


def spoil(account: Account) -> None:
    """As after a bad day, and with what came in since."""
    account.write("wp-content/uploads/planted.php", "<?php // planted")
    account.delete("wp-content/uploads/kept/é")
    account.delete("wp-content/uploads/kept/plain")
    account.write("wp-content/uploads/kept/plain", "a file where a folder was")
    account.delete("wp-content/uploads/kept/large.bin")
    account.write("wp-content/uploads/kept/large.bin/inner/new.txt", "a folder where a file was")
    account.write("index.php", "<?php echo 'defaced';")
    account.php(
        "global $wpdb; $wpdb->query('DELETE FROM wp_shop WHERE id > 5'); $wpdb->query('CREATE TABLE wp_later (a int)');"
        "update_option('blogname', 'Defaced');"
    )


def test_everything_comes_back_and_can_be_taken_back(hosted: Hosted, tmp_path: Path) -> None:
    account = hosted.account
    files, tables = tree(account), rows(account, tmp_path)
    moment = hosted.snapshot()
    spoil(account)
    spoiled, spoiled_rows = tree(account), rows(account, tmp_path)
    assert spoiled != files
    assert spoiled_rows != tables
    refused = hosted.run(Work.RESTORE, snapshot=moment)
    assert (refused.stage, refused.trouble) == (Stage.FAILED, "closed")
    assert tree(account) == spoiled
    hosted.allow()
    job = hosted.run(Work.RESTORE, snapshot=moment)
    assert (job.stage, job.step) == (Stage.DONE, Step.LIVE), (job.trouble, job.detail, account.log()[-3000:])
    assert tree(account) == files
    assert rows(account, tmp_path) == tables
    assert Snapshot.objects.filter(is_checkpoint=True).count() == 1
    hosted.forbid()
    undo(hosted.actor, job)
    back = do(claim() or job)
    assert back.stage == Stage.DONE, (back.trouble, back.detail)
    assert tree(account) == spoiled
    assert rows(account, tmp_path) == spoiled_rows
    assert Job.objects.get(pk=job.pk).step == Step.RETURNED
    assert list((account.root / "wp-content").glob("rempart-restore-*")) == []


def wipe(account: Account, tmp_path: Path) -> None:
    """The host was lost: an empty account, and WordPress installed anew in it, by a person of another name."""
    config = (account.root / "wp-config.php").read_bytes()
    shutil.rmtree(account.root)
    shutil.copytree(template(account.engine) / "www", account.root, symlinks=True)
    for lost in account.root.rglob(".ht.sqlite*"):
        lost.unlink()
    (account.root / "wp-config.php").write_bytes(config)
    (account.root / ".htaccess").write_text((HERE / "htaccess").read_text())
    account.own(account.root)
    if account.database is not None:
        account.database.sql("DROP DATABASE wordpress; CREATE DATABASE wordpress CHARACTER SET utf8mb4")
    socket = account.database.socket if account.database else None
    installer = Path(phprun.__file__).parent / "php/install.php"
    subprocess.run(
        [phprun.PHP, *phprun.SETTINGS, str(installer), str(account.root), "Fresh", "newcomer", "quite-another-9"],
        env=phprun.environment(account.home, account.url, socket), check=True, capture_output=True, **account.identity,
    )  # fmt: skip
    put_plugin(account, tmp_path)
    switch_on(account)
    account.php("opcache_reset();")


def test_a_lost_host_comes_back_by_one_click_after_a_fresh_installation(
    hosted: Hosted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy holds an older companion and the keys of an enrolment that is dead: neither comes back."""
    account = hosted.account
    older = "wp-content/plugins/rempart-companion/src/Older.php"
    account.write(older, "<?php // of an older version\n")
    (account.home / "guard.php").write_text("<?php // of the host that is lost\n")
    account.own(account.home / "guard.php")
    account.write(".user.ini", f"auto_prepend_file = '{account.home}/guard.php'\n")
    files, tables = tree(account), rows(account, tmp_path)
    key = Link.objects.get().site_key
    moment = hosted.snapshot()
    assert "own_ini" in moment.notes
    wipe(account, tmp_path)
    hurry(account, monkeypatch)
    assert not (account.root / older).exists()
    connect(hosted.actor, hosted.site, code_of(account, window=True))
    job = hosted.run(Work.RESTORE, snapshot=moment)
    assert (job.stage, job.step) == (Stage.DONE, Step.LIVE), (job.trouble, job.detail, account.log()[-3000:])
    there = tree(account)
    assert there == {name: one for name, one in files.items() if name != ".user.ini"}  # it would stop every page
    assert rows(account, tmp_path) == tables
    assert not (account.root / older).exists()
    link = Link.objects.get()
    assert link.site_key != key
    assert line_to(link).call("hello")["restore"]["phase"] == "placed"
    assert "mason" in account.php("echo get_users()[0]->user_login;")
    assert account.php("echo (int) is_plugin_active('rempart-companion/rempart-companion.php');") == "1"
    assert hosted.snapshot().files == moment.files - 1


def test_one_file_and_one_table_leave_everything_else_alone(hosted: Hosted, tmp_path: Path) -> None:
    account = hosted.account
    account.php(
        "global $wpdb; $wpdb->query('CREATE TABLE wp_later (a int)'); update_option('blogname', 'Before');"
        + ("" if account.engine == "sqlite" else "$wpdb->query('CREATE TRIGGER shout BEFORE INSERT ON wp_shop FOR EACH ROW SET @a = 1');")
    )  # fmt: skip
    tables = rows(account, tmp_path)
    moment = hosted.snapshot()
    assert moment.notes == ([] if account.engine == "sqlite" else ["triggers"])
    spoil_again = "global $wpdb; $wpdb->query('DELETE FROM wp_shop'); update_option('blogname', 'After');"
    account.php(spoil_again)
    account.write("index.php", "defaced")
    account.write("wp-content/uploads/planted.php", "<?php // planted")
    hosted.allow()
    job = hosted.run(Work.RESTORE, snapshot=moment, wanted={"files": ["index.php"], "tables": ["wp_shop"]})
    assert job.stage == Stage.DONE, (job.trouble, job.detail)
    assert "wp-blog-header" in (account.root / "index.php").read_text()
    assert (account.root / "wp-content/uploads/planted.php").exists()
    now = rows(account, tmp_path)
    assert now["wp_shop"] == tables["wp_shop"]
    assert now["wp_options"] != tables["wp_options"]
    assert account.php("echo get_option('blogname');") == "After"
    undo(hosted.actor, job)
    assert do(claim() or job).stage == Stage.DONE
    assert (account.root / "index.php").read_text() == "defaced"
    assert account.php("global $wpdb; echo $wpdb->get_var('SELECT COUNT(*) FROM wp_shop');") == "0"
    account.write("index.php", (template(account.engine) / "www/index.php").read_bytes())
