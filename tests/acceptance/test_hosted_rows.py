"""Rows BAK-03, BAK-07, ADD-05 and BCP-03 on hosting without a shell: kept daily, tried, lost, and back by one click."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from rempart.backup.actions.opened import work_folder
from rempart.backup.actions.work import work_one
from rempart.backup.core.stages import Stage, Step
from rempart.backup.store.models import Job, Plan, Snapshot
from rempart.companion.actions.connect import connect
from rempart.companion.store.links import line_to
from rempart.companion.store.models import Link
from rempart.directory.actions.add_site import add_site
from tests.cast import Cast
from tests.companion.house import code_of
from tests.companion.hub.test_real_site import account
from tests.companion.putback.hosted import hurry, plant, prefill, rows, tree, unplant, wipe
from tests.servers.apache import Account, any_account, hosting

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
__all__ = ["account", "any_account", "hosting"]
OLDER = "wp-content/plugins/rempart-companion/src/Older.php"
DAILY = {
    "every_s": "86400", "keep_hourly": "5", "keep_daily": "5", "keep_weekly": "5", "keep_monthly": "5",
    "bandwidth_kib": "0", "max_load_percent": "0", "rto_minutes": "30", "rpo_minutes": "1440",
}  # fmt: skip


@pytest.fixture
def planted(account: Account, monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    hurry(account, monkeypatch)
    unplant(account)
    plant(account)
    yield account
    unplant(account)


def test_BAK_03_BAK_07_ADD_05_and_BCP_03_a_lost_host_comes_back_by_one_click(
    cast_: Cast, planted: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy holds an older companion and the keys of an enrolment that is dead: neither comes back."""
    account, who = planted, Client()
    who.force_login(cast_.alice)
    account.write(OLDER, "<?php // of an older version\n")
    (account.home / "guard.php").write_text("<?php // of the host that is lost\n")
    account.own(account.home / "guard.php")
    account.write(".user.ini", f"auto_prepend_file = '{account.home}/guard.php'\n")
    files, tables = tree(account), rows(account, tmp_path)

    site = add_site(cast_.alice, cast_.lavande, account.url, is_private=True)
    key = connect(cast_.alice, site, code_of(account)).site_key
    page, plan_page = reverse("vault", args=[site.uid]), reverse("vault_set_plan", args=[site.uid, "companion"])
    stores = who.get(plan_page).context["form"].initial["stores"]
    assert who.post(plan_page, {**DAILY, "stores": stores}).status_code == 302
    prefill(account, work_folder(Plan.objects.get()))
    while work_one():
        pass
    for wish in ("verify", "rehearse"):
        assert who.post(page, {"do": wish}).status_code == 302
    while work_one():
        pass
    ended = [(job.work, job.stage, job.detail) for job in Job.objects.order_by("pk")]
    assert ended == [(work, Stage.DONE, "") for work in ("snapshot", "verify", "rehearse")]
    moment = Snapshot.objects.get()
    assert moment.notes == ["own_ini"]

    wipe(account, tmp_path)
    hurry(account, monkeypatch)
    assert tree(account) != files
    connect(cast_.alice, site, code_of(account, window=True))
    restore = reverse("vault_restore", args=[site.uid, moment.uid])
    assert "begin before" in who.get(restore).content.decode()
    assert who.post(restore, {"paths": "", "tables": ""}).status_code == 302
    while work_one():
        pass
    job = Job.objects.get(work="restore")
    assert (job.stage, job.step) == (Stage.DONE, Step.LIVE), (job.trouble, job.detail, account.log()[-3000:])
    assert tree(account) == {
        name: one for name, one in files.items() if name != ".user.ini"
    }  # it would stop every page
    assert rows(account, tmp_path) == tables

    link = Link.objects.get()
    assert link.site_key != key
    assert line_to(link).call("hello")["restore"]["phase"] == "placed"
    assert not (account.root / OLDER).exists()
    assert "mason" in account.php("echo get_users()[0]->user_login;")
    assert account.php("echo (int) is_plugin_active('rempart-companion/rempart-companion.php');") == "1"
    assert "Take it back" in who.get(page).content.decode()
