"""Pages of updates: who sees what, what is refused, and that nothing goes live without a trial and a fresh proof."""

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rempart.backup.actions.opened import places, sources
from rempart.backup.actions.plans import add_store, set_plan
from rempart.companion.actions.connect import connect
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.updates.actions import paths
from rempart.updates.actions.ask import ask
from rempart.updates.actions.take_package import take_offer, take_upload
from rempart.updates.core.losses import Loss
from rempart.updates.core.offer import Offer
from rempart.updates.core.package import Kind, Refused
from rempart.updates.core.sheet import Check, Sheet, Shot
from rempart.updates.core.stages import Stage, Step, Work
from rempart.updates.store.models import Habit, Job, Package
from tests.cast import Cast, go_stale
from tests.companion.hub.double import CODE, Double, doubled
from tests.updates import stall
from tests.watch.web.test_api import Caller

SHEET = Sheet(
    "1.0", "1.1", tuple(Check(code, "passed", {"pages": 4, "worse": 0}) for code in ("pages", "shop"))
    + tuple(Check(code, "passed", {"count": 0, "new": 0, "fatal": 0}) for code in ("sign_in", "log", "database", "options"))
    + (Check("schema", "noted", {"count": 1}, ("wp_stall_orders: changed",)), Check("journey", "skipped"),
       Check("pictures", "noted", {"pages": 1, "other": 1}, ("/: 41.0 %",))),
    (Shot("/", 0, 0.41, 0.02, True, True),), ("/",), True, 1_700_000_000_000, 40,
)  # fmt: skip


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")


@pytest.fixture
def package(cast_: Cast, site: Site) -> Package:
    return take_upload(cast_.alice, site, stall.archive("1.1"))


def ended(package: Package, cast_: Cast, work: Work, result: dict[str, object], **more: object) -> Job:
    """A row as it stands after the work, for pages alone."""
    job = ask(cast_.alice, package, work, more.pop("wanted", None))  # type: ignore[arg-type]
    Job.objects.filter(pk=job.pk).update(stage=Stage.DONE, ended_at_ms=now_ms(), result=result, **more)
    job.refresh_from_db()
    return job


def tried(package: Package, cast_: Cast) -> Job:
    job = ended(package, cast_, Work.TRY, {"sheet": msgspec.to_builtins(SHEET), "passed": True})
    paths.pictures(job).joinpath("0-before.png").write_bytes(b"\x89PNG before")
    return job


def text(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_an_empty_page_says_what_to_do(client: Client, cast_: Cast, site: Site) -> None:
    client.force_login(cast_.alice)
    page = text(client, f"/sites/{site.uid}/updates/")
    assert "Nothing newer is known." in page
    assert 'enctype="multipart/form-data"' in page


def test_a_package_is_brought_and_its_trial_asked_for(client: Client, cast_: Cast, site: Site) -> None:
    client.force_login(cast_.alice)
    url = f"/sites/{site.uid}/updates/"
    sent = client.post(url, {"file": SimpleUploadedFile("stall.zip", stall.archive("1.1"))})
    row = Package.objects.get()
    assert sent.headers["Location"] == f"{url}{row.uid}/"
    assert (row.slug, row.version, row.sums) == ("stall", "1.1", "unknown")
    assert Job.objects.get().work == Work.TRY
    assert "at work" in text(client, url)


def test_what_is_no_package_is_said_at_its_field(client: Client, cast_: Cast, site: Site) -> None:
    client.force_login(cast_.alice)
    url = f"/sites/{site.uid}/updates/"
    bad = client.post(url, {"file": SimpleUploadedFile("x.zip", b"nothing")})
    assert bad.status_code == 422
    assert "This is no zip archive" in bad.content.decode()
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"address": "http://127.0.0.1/x.zip"}).status_code == 422
    assert Package.objects.count() == 0


def test_the_report_shows_each_check_and_its_pictures(
    client: Client, cast_: Cast, site: Site, package: Package
) -> None:
    job = tried(package, cast_)
    client.force_login(cast_.alice)
    page = text(client, f"/sites/{site.uid}/updates/{package.uid}/")
    assert "Nothing broke; some pages look different" in page
    assert "wp_stall_orders: changed" in page
    picture = f"/sites/{site.uid}/updates/pictures/{job.uid}/0-before.png"
    assert picture in page
    shown = client.get(picture)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/png")
    assert b"".join(shown.streaming_content) == b"\x89PNG before"  # type: ignore[attr-defined]
    for wrong in ("0-other", "..%2f..%2fx-before", "9-before", "0"):
        assert client.get(f"/sites/{site.uid}/updates/pictures/{job.uid}/{wrong}.png").status_code == 404


def test_going_live_wants_a_trial_and_somebody_who_looked(
    client: Client, cast_: Cast, site: Site, package: Package
) -> None:
    client.force_login(cast_.alice)
    url = f"/sites/{site.uid}/updates/{package.uid}/live/"
    assert client.post(url).status_code == 302
    assert Job.objects.count() == 0
    tried(package, cast_)
    assert "at most 60 seconds" in text(client, url)
    assert client.post(url).status_code == 422
    assert client.post(url, {"looked": "yes"}).status_code == 302
    assert Job.objects.filter(work=Work.APPLY, wanted={"looked": True}).count() == 1


class Doored(Double):
    """Its window is open until then, or closed."""

    until: int | None = None

    def hello(self) -> dict[str, object]:
        return {**super().hello(), "window_until": self.until, "roots": ["site"], "prefix": "wp_", "restore": None}


def test_what_the_site_has_to_allow_stands_there_first(
    client: Client, cast_: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    with doubled(Doored()) as double:
        site = add_site(cast_.alice, cast_.lavande, double.home, is_private=True)
        connect(cast_.alice, site, CODE)
        store = add_store(cast_.alice, cast_.lavande, places()["folder"], "Own", {})
        set_plan(cast_.alice, site, sources()["companion"], {}, [store], every_s=86_400)
        row = take_upload(cast_.alice, site, stall.archive("1.1"))
        tried(row, cast_)
        client.force_login(cast_.alice)
        url = f"/sites/{site.uid}/updates/{row.uid}/live/"
        assert f'href="{double.home}/wp-admin/tools.php?page=rempart-companion"' in text(client, url)
        refused = client.post(url, {"looked": "yes"})
        assert refused.status_code == 422
        assert "Nobody at the site allows it now." in refused.content.decode()
        assert 'value="yes" checked' in refused.content.decode()
        assert not Job.objects.filter(work=Work.APPLY).exists()
        assert isinstance(double, Doored)
        double.until = now_ms() // 1_000 + 600
        assert "begin before" in text(client, url)
        assert client.post(url, {"looked": "yes"}).status_code == 302
        double.is_shut = True
        assert "The site does not answer now" in text(client, url)


def test_the_database_goes_back_only_after_its_list_was_seen(
    client: Client, cast_: Cast, site: Site, package: Package
) -> None:
    live = ended(package, cast_, Work.APPLY, {}, step=Step.LIVE, undo_until_ms=now_ms() + 10**9)
    client.force_login(cast_.alice)
    url = f"/sites/{site.uid}/updates/{package.uid}/back/"
    assert "List first what would be lost" in text(client, url)
    client.post(url, {"do": "database", "seen": ""})
    assert not Job.objects.filter(work=Work.UNDO).exists()
    losses = msgspec.to_builtins([Loss("orders", 2, 0, ("7", "8")), Loss("users", 0, 0)])
    ended(package, cast_, Work.COMPARE, {"losses": losses, "seen": "d1"}, wanted={"job": live.uid})
    page = text(client, url)
    assert "numbers 7, 8" in page
    client.post(url, {"do": "database", "seen": "other"})
    assert not Job.objects.filter(work=Work.UNDO).exists()
    client.post(url, {"do": "database", "seen": "d1"})
    assert Job.objects.get(work=Work.UNDO).wanted == {"job": live.uid, "seen": "d1"}


def test_a_release_from_elsewhere_is_not_fetched_by_its_name(cast_: Cast, site: Site) -> None:
    offer = Offer(Kind.PLUGIN, "sold", "1.0", "2.0", is_elsewhere=True)
    with pytest.raises(Refused) as refused:
        take_offer(cast_.alice, site, offer)  # before anything is asked for
    assert refused.value.code == "elsewhere"


def test_rights(client: Client, cast_: Cast, site: Site, package: Package) -> None:
    tried(package, cast_)
    url = f"/sites/{site.uid}/updates/"
    client.force_login(cast_.charlie)
    assert client.get(url).status_code == 404
    assert client.get(f"{url}{package.uid}/").status_code == 404
    client.force_login(cast_.bob)  # an auditor reads, and does nothing
    assert client.get(f"{url}{package.uid}/").status_code == 200
    assert "Lay it live" not in text(client, f"{url}{package.uid}/")
    for door, form in (
        (f"{package.uid}/live/", {"looked": "yes"}),
        (f"{package.uid}/", {"do": "try"}),
        ("", {}),
        ("look/", {}),
    ):
        assert client.post(f"{url}{door}", form).status_code in (403, 404)
    assert Job.objects.count() == 1


def test_a_stale_proof_is_not_enough_to_go_live(client: Client, cast_: Cast, site: Site, package: Package) -> None:
    tried(package, cast_)
    client.force_login(cast_.alice)
    go_stale(client)
    assert client.post(f"/sites/{site.uid}/updates/{package.uid}/live/", {"looked": "yes"}).status_code == 302
    assert not Job.objects.filter(work=Work.APPLY).exists()


def test_what_is_looked_at(client: Client, cast_: Cast, site: Site) -> None:
    client.force_login(cast_.alice)
    url = f"/sites/{site.uid}/updates/look/"
    assert client.post(url, {"pages": "shop", "steps": ""}).status_code == 422
    assert client.post(url, {"pages": "/shop/", "steps": "POST https://other.example/ => x"}).status_code == 422
    assert client.post(url, {"pages": "/shop/", "steps": "GET /cart => Your cart"}).status_code == 302
    assert Habit.objects.get().pages == "/shop/"


def test_the_api_says_the_same(cast_: Cast, site: Site, package: Package) -> None:
    tried(package, cast_)
    alice = Caller(cast_.alice, cast_.lavande, Permission.READ, Permission.TRY_UPDATES)
    (told,) = alice.ask("get", f"/sites/{site.uid}/updates")[1]["items"]
    assert (told["slug"], told["trial"]["passed"], told["live"]) == ("stall", True, False)
    assert alice.ask("get", f"/sites/{site.uid}/updates/offers")[1]["items"] == []
    assert alice.ask("post", f"/sites/{site.uid}/updates/{package.uid}/trials")[0] == 202
    work = f"/sites/{site.uid}/updates/{package.uid}/jobs"
    assert alice.ask("post", work, {"work": "apply"})[0] == 403
    owner = Caller(cast_.alice, cast_.lavande, Permission.READ, Permission.APPLY_UPDATES)
    assert owner.ask("post", work, {"work": "undo"})[0] == 409
    assert owner.ask("post", work, {"work": "apply", "looked": True})[0] == 202
    assert len(owner.ask("get", work)[1]["items"]) == 3
    sent = alice.client.post(
        f"/api/v1/sites/{site.uid}/updates/upload", stall.archive("1.3"), content_type="application/zip"
    )
    assert (sent.status_code, sent.json()["version"]) == (201, "1.3")
    bad = alice.client.post(f"/api/v1/sites/{site.uid}/updates/upload", b"x", content_type="application/zip")
    assert bad.status_code == 422
    stranger = Caller(cast_.charlie, cast_.velos, Permission.READ, Permission.APPLY_UPDATES)
    assert stranger.ask("post", work, {"work": "apply"})[0] == 404
