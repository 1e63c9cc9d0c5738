"""The vault's pages and API: what each role sees and may do; strangers find nothing, secrets are shown nowhere."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from rempart.backup.actions.opened import places, settings_of
from rempart.backup.actions.plans import add_store
from rempart.backup.core.shares import join
from rempart.backup.core.stages import Stage, Work
from rempart.backup.store.models import Escrow, Job, Plan, Snapshot, Store
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from tests.backup.house import Shop, make
from tests.cast import Cast, go_stale


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """With a plan."""
    return make(cast_, tmp_path, monkeypatch, files=5)


def client(account: Account) -> Client:
    """Signed in, a moment ago, with both factors."""
    found = Client()
    found.force_login(account)
    return found


def test_a_shop_is_kept_checked_and_brought_back_over_the_pages(shop: Shop) -> None:
    from rempart.backup.actions.work import work_one

    who, page = client(shop.actor), reverse("vault", args=[shop.site.uid])
    assert who.get(page).status_code == 200
    for wish in ("run", "verify", "rehearse"):
        assert who.post(page, {"do": wish}).status_code == 302
    while work_one():
        pass
    assert set(Job.objects.values_list("stage", flat=True)) == {Stage.DONE}
    text = who.get(page).content.decode()
    assert "checked" in text
    row = Snapshot.objects.get()
    (shop.root / "index.php").write_text("defaced")
    restore = reverse("vault_restore", args=[shop.site.uid, row.uid])
    assert who.get(restore).status_code == 200
    assert who.post(restore, {"paths": "index.php\r\n", "tables": ""}).status_code == 302
    while work_one():
        pass
    assert "front page" in (shop.root / "index.php").read_text()
    job = Job.objects.get(work=Work.RESTORE)
    assert who.post(page, {"do": "undo", "job": job.uid}).status_code == 302
    while work_one():
        pass
    assert (shop.root / "index.php").read_text() == "defaced"
    assert who.get(reverse("vaults")).status_code == 200


def test_a_plan_is_set_and_what_is_wrong_is_said_per_field(shop: Shop, cast_: Cast, tmp_path: Path) -> None:
    who = client(shop.actor)
    page = reverse("vault_set_plan", args=[shop.site.uid, "here"])
    stores = [store.uid for store in Store.objects.order_by("pk")]
    given = {
        "folder": str(shop.root), "engine": "sqlite", "sqlite_file": str(shop.file), "every_s": "3600",
        "stores": stores, "keep_hourly": "5", "keep_daily": "5", "keep_weekly": "5", "keep_monthly": "5",
        "bandwidth_kib": "0", "max_load_percent": "0", "rto_minutes": "30", "rpo_minutes": "60", "db_port": "3306",
    }  # fmt: skip
    refused = who.post(page, {**given, "folder": "/etc"})
    assert refused.status_code == 422
    assert "REMPART_BACKUP_FOLDERS" in refused.content.decode()
    assert "/etc" in refused.content.decode()
    assert who.post(page, {**given, "db_password": "geheim"}).status_code == 302
    plan = Plan.objects.get()
    assert (plan.every_s, plan.rto_s, plan.rpo_s) == (3_600, 1_800, 3_600)
    assert settings_of(plan)["db_password"] == "geheim"
    assert b"geheim" not in bytes(plan.secrets)
    assert "geheim" not in who.get(page).content.decode()
    assert who.post(page, given).status_code == 302  # an empty secret keeps the one that is there
    assert settings_of(Plan.objects.get())["db_password"] == "geheim"


def test_looking_at_a_plan_writes_nothing_and_the_first_plan_brings_its_place(shop: Shop) -> None:
    Plan.objects.all().delete()
    Store.objects.all().delete()
    who, page = client(shop.actor), reverse("vault_set_plan", args=[shop.site.uid, "here"])
    answer = who.get(page)
    assert answer.status_code == 200
    assert not Store.objects.exists()
    assert "own folder" in answer.content.decode()
    given = {
        "folder": "/etc", "engine": "none", "every_s": "3600", "keep_hourly": "5", "keep_daily": "5", "keep_weekly": "5",
        "keep_monthly": "5", "bandwidth_kib": "0", "max_load_percent": "0", "db_port": "3306",
    }  # fmt: skip
    assert who.post(page, given).status_code == 422
    assert not Store.objects.exists()  # what is wrong brings nothing either
    assert who.post(page, {**given, "folder": str(shop.root)}).status_code == 302
    assert [vault.store.kind for vault in Plan.objects.get().vaults.all()] == ["folder"]


def test_places_are_added_and_removed_and_their_secrets_not_shown(shop: Shop) -> None:
    who = client(shop.actor)
    given = {"title": "Away", "url": "https://store.example", "user": "u", "password": "geheim", "is_elsewhere": "on"}
    assert who.post(reverse("vault_add_store", args=["rest"]), given).status_code == 302
    row = Store.objects.get(title="Away")
    assert row.is_elsewhere
    text = who.get(reverse("vault_stores")).content.decode()
    assert "Away" in text
    assert "geheim" not in text
    assert who.post(reverse("vault_stores"), {"uid": row.uid}).status_code == 302
    assert not Store.objects.get(title="Away").is_on
    assert who.post(reverse("vault_add_store", args=["rest"]), {"title": "x"}).status_code == 422
    assert who.get(reverse("vault_add_store", args=["nope"])).status_code == 404


def test_places_key_and_new_places_have_a_way_back(shop: Shop) -> None:
    who = client(shop.actor)
    for page, back in (
        (reverse("vault_stores"), reverse("vaults")),
        (reverse("vault_key"), reverse("vault_stores")),
        (reverse("vault_add_store", args=["rest"]), reverse("vault_stores")),
    ):
        way = who.get(page).content.decode().split('class="crumb"')[1].split("</nav>")[0]
        assert f'href="{back}"' in way


def test_the_shares_are_shown_to_whoever_asks_anew_and_that_is_recorded(shop: Shop) -> None:
    from rempart.backup.actions.opened import master_key

    who = client(shop.actor)
    assert "code" not in who.get(reverse("vault_key")).content.decode().split("<main")[1].split("</main")[0]
    answer = who.post(reverse("vault_key"))
    shown = [part.split("</code>")[0] for part in answer.content.decode().split('<code class="token">')[1:]]
    assert join(*shown) == master_key(shop.plan.organisation)
    assert "no-store" in answer.headers["Cache-Control"]
    assert Escrow.objects.get().printed_at_ms is not None
    go_stale(who)
    assert who.post(reverse("vault_key")).status_code == 302


def test_a_reader_sees_and_does_nothing_and_a_stranger_finds_nothing(shop: Shop, cast_: Cast) -> None:
    row = shop.snapshot()
    page = reverse("vault", args=[shop.site.uid])
    auditor, stranger = client(cast_.bob), client(cast_.charlie)
    assert auditor.get(page).status_code == 200
    assert auditor.post(page, {"do": "run"}).status_code == 403
    assert auditor.post(page, {"do": "off"}).status_code == 403
    for name, args in (
        ("vault_restore", [shop.site.uid, row.uid]), ("vault_plan", [shop.site.uid]),
        ("vault_set_plan", [shop.site.uid, "here"]), ("vault_stores", []), ("vault_key", []),
    ):  # fmt: skip
        assert auditor.get(reverse(name, args=args)).status_code == 403, name
    assert stranger.get(page).status_code == 404
    assert stranger.get(reverse("vault_restore", args=[shop.site.uid, row.uid])).status_code == 404
    assert stranger.post(reverse("vault_stores"), {"uid": Store.objects.order_by("pk")[0].uid}).status_code == 404
    assert b"maison-lavande" not in stranger.get(reverse("vaults")).content


def test_a_store_of_another_house_cannot_be_chosen(shop: Shop, cast_: Cast) -> None:
    other = add_store(cast_.charlie, cast_.velos, places()["folder"], "Theirs", {})
    who = client(shop.actor)
    answer = who.post(
        reverse("vault_set_plan", args=[shop.site.uid, "here"]), {"folder": str(shop.root), "stores": [other.uid]}
    )
    assert answer.status_code == 422
    assert not shop.plan.vaults.filter(store=other).exists()


def call(account: Account, shop: Shop, method: str, path: str, *rights: Permission, **body: object) -> tuple[int, str]:
    """Over the API, with a new token of these rights."""
    secret = make_token(account, shop.plan.organisation, "t", rights, 1).secret
    send = getattr(Client(), method)
    more = {"data": body, "content_type": "application/json"} if body else {}
    answer = send(f"/api/v1/sites/{shop.site.uid}/vault{path}", headers={"Authorization": f"Bearer {secret}"}, **more)
    return answer.status_code, answer.content.decode()


def test_over_the_api(shop: Shop) -> None:
    shop.snapshot()
    read, run, back = Permission.READ_BACKUPS, Permission.RUN_BACKUPS, Permission.RESTORE
    for path in ("", "/snapshots", "/jobs"):
        status, text = call(shop.actor, shop, "get", path, read)
        assert status == 200, text
        assert str(shop.root) not in text
    assert call(shop.actor, shop, "post", "/jobs", read, work="verify")[0] == 403
    assert call(shop.actor, shop, "post", "/jobs", read, run, work="verify")[0] == 202
    assert call(shop.actor, shop, "post", "/restores", read, run, files=["index.php"])[0] == 403
    assert call(shop.actor, shop, "post", "/restores", back, files=["index.php"])[0] == 202
    assert call(shop.actor, shop, "post", "/jobs", read, run, work="erase")[0] == 422
