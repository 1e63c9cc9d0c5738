"""A site on hosting without a shell comes back from the vault, through its companion (BAK-03, BAK-07, ADD-05, BCP-03)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rempart.backup.actions.ask import undo
from rempart.backup.actions.work import claim, do
from rempart.backup.core.stages import Stage, Step, Work
from rempart.backup.store.models import Job, Snapshot
from tests.cast import Cast
from tests.companion.hub.test_real_site import account
from tests.companion.putback.hosted import Hosted, hurry, kept, plant, rows, tree, unplant
from tests.servers.apache import Account

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


@pytest.mark.parametrize("any_account", ["mariadb"], indirect=True)
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
