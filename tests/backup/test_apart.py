"""wp-content that lies beside WordPress: kept and brought back whole, where the site's folder is the one above both."""

import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev.wordpress import Site as WordPress
from rempart.backup.actions.bring_back import finish
from rempart.backup.actions.opened import places, sources
from rempart.backup.actions.plans import add_store, set_plan
from rempart.backup.core.stages import Stage, Work
from rempart.directory.actions.add_site import add_site
from tests.backup.house import Shop, tree
from tests.cast import Cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FILE = "content/database/.ht.sqlite"


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    """`www/wp` holds WordPress, `www/content` what the owner has laid there, as kits for developers do it."""
    site = WordPress(tmp_path_factory.mktemp("apart"), below="/wp")
    (site.root / "wp-content").rename(site.root.parent / "content")
    config = (site.root / "wp-config.php").read_text()
    beside = "define('WP_CONTENT_DIR', dirname(__DIR__) . '/content');\ndefine('WP_CONTENT_URL', dirname($site_url) . '/content');"
    site.write("wp-config.php", config.replace("define('WP_CONTENT_DIR', __DIR__ . '/wp-content');", beside))
    site.write("../content/uploads/2026/11/été.jpg", b"\xff\xd8" * 900)
    site.write("wp-content/index.php", "<?php // what came with WordPress, and is not looked at\n")
    with site:
        yield site


def test_both_folders_come_back_where_they_were(
    cast_: Cast, apart: WordPress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    above = apart.root.parent
    monkeypatch.setenv("REMPART_BACKUP_FOLDERS", str(apart.folder))
    site = add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")
    store = add_store(cast_.alice, cast_.lavande, places()["folder"], "Own", {})
    given = {"folder": str(above), "engine": "sqlite", "sqlite_file": str(above / FILE)}
    plan = set_plan(cast_.alice, site, sources()["here"], given, [store], every_s=86_400)
    shop = Shop(above, above / FILE, site, plan, cast_.alice)
    page = visit(apart)
    assert "Quarry" in page
    files, posts = whole(above), shop.rows("wp_posts")
    assert {"wp/wp-load.php", "wp/wp-content/index.php", "content/uploads/2026/11/été.jpg"} <= files.keys()
    moment = shop.snapshot()
    for name in ("wp", "content"):
        shutil.rmtree(above / name)
    job = shop.run(Work.RESTORE, snapshot=moment)
    assert job.stage == Stage.DONE, (job.trouble, job.detail)
    assert whole(above) == files
    assert shop.rows("wp_posts") == posts
    assert visit(apart) == page
    finish(job)


def visit(site: WordPress) -> str:
    """The front page."""
    with urllib.request.urlopen(f"{site.url}/", timeout=60) as answer:
        return str(answer.read().decode())


def whole(folder: Path) -> dict[str, str]:
    """Every file but the database's, whose rows are compared."""
    return {path: digest for path, digest in tree(folder).items() if not path.startswith(FILE)}
