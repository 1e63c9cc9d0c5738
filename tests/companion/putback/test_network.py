"""A network of sites (multisite) comes back whole, and one file and one table of its second site (BAK-03, BAK-07)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rempart.backup.actions.bring_back import finish
from rempart.backup.actions.opened import places, sources
from rempart.backup.actions.plans import add_store, set_plan
from rempart.backup.core.stages import Stage, Step, Work
from rempart.companion.actions.connect import connect
from rempart.directory.actions.add_site import add_site
from tests.backup.house import tree as every_file
from tests.cast import Cast
from tests.companion.house import code_of, put_plugin
from tests.companion.putback.hosted import Hosted, hurry, hurry_account, kept, rows, tree, wipe
from tests.companion.putback.network import (
    MEDIA,
    forget_settings,
    fresh_network,
    make_network,
    read,
    switch_on_everywhere,
)
from tests.servers.apache import Account, Hosting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """On a host of its own: no other test's site becomes a network."""
    with Hosting() as host:
        account = host.accounts["mariadb"]
        put_plugin(account, tmp_path_factory.mktemp("plugin"))
        make_network(account)
        switch_on_everywhere(account)
        yield account


@pytest.fixture
def hosted(cast_: Cast, network: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hosted:
    """Connected, with a plan through the companion."""
    pem = tmp_path / "ca.pem"
    pem.write_text(network.ca_pem)
    monkeypatch.setenv("REMPART_CA_FILE", str(pem))
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    hurry(network, monkeypatch)
    return kept(cast_, network)


def answers(account: Account) -> None:
    """Both sites, and the second one's media."""
    assert b"<title>Quarry" in read(account, "/")
    assert b"<title>Atelier" in read(account, "/atelier/")
    assert read(account, f"/{MEDIA}/2026/11/plan-e.jpg") == b"stone " * 5000


def test_a_wiped_network_comes_back_by_one_click(hosted: Hosted, tmp_path: Path) -> None:
    account = hosted.account
    answers(account)
    files, tables = tree(account), rows(account, tmp_path)
    assert {f"{MEDIA}/2026/11/plan-e.jpg", f"{MEDIA}/2026/11/日本 [x].bin"} <= files.keys()
    assert {"wp_blogs", "wp_2_posts", "wp_2_orders"} <= tables.keys()
    moment = hosted.snapshot()
    forget_settings(account)
    wipe(account, tmp_path)
    hurry_account(account)
    fresh_network(account)
    switch_on_everywhere(account)
    connect(hosted.actor, hosted.site, code_of(account, window=True))
    assert account.php("global $wpdb; echo count($wpdb->get_col(\"SHOW TABLES LIKE 'wp_2_%'\"));") == "0"
    job = hosted.run(Work.RESTORE, snapshot=moment)
    assert (job.stage, job.step) == (Stage.DONE, Step.LIVE), (job.trouble, job.detail, account.log()[-3000:])
    assert tree(account) == files
    assert rows(account, tmp_path) == tables
    answers(account)
    finish(job)


def test_one_file_and_one_table_of_the_second_site(hosted: Hosted, tmp_path: Path) -> None:
    account, plan, other = hosted.account, f"{MEDIA}/2026/11/plan-e.jpg", f"{MEDIA}/2026/11/日本 [x].bin"
    tables = rows(account, tmp_path)
    moment = hosted.snapshot()
    account.write(plan, "painted over")
    account.delete(other)
    account.php(
        "global $wpdb; $wpdb->query('DELETE FROM wp_2_orders'); update_blog_option(2, 'blogdescription', 'After');"
    )
    hosted.allow()
    part = hosted.run(Work.RESTORE, snapshot=moment, wanted={"files": [plan], "tables": ["wp_2_orders"]})
    assert part.stage == Stage.DONE, (part.trouble, part.detail)
    answers(account)
    assert not (account.root / other).exists()
    now = rows(account, tmp_path)
    assert now["wp_2_orders"] == tables["wp_2_orders"]
    assert now["wp_2_options"] != tables["wp_2_options"]
    finish(part)


def test_it_stays_on_where_the_copy_did_not_know_it(network: Account) -> None:
    """As after a restore of a day on which the network had no companion yet."""
    network.php("update_site_option('active_sitewide_plugins', []); Rempart\\Companion\\Plugin::stayOn();")
    assert network.php("echo defined('REMPART_COMPANION_VERSION') ? 'on' : 'off';") == "on"


def test_on_this_machine_too(cast_: Cast, network: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert network.database is not None
    socket = network.database.socket
    monkeypatch.setenv("REMPART_BACKUP_FOLDERS", f"{network.home}:{socket}")
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    site = add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")
    store = add_store(cast_.alice, cast_.lavande, places()["folder"], "Own", {})
    given = {"folder": str(network.root), "engine": "mysql", "db_name": "wordpress", "db_user": "root",
             "db_socket": str(socket)}  # fmt: skip
    here = Hosted(
        network, site, set_plan(cast_.alice, site, sources()["here"], given, [store], every_s=86_400), cast_.alice
    )
    network.write(f"{MEDIA}/2026/11/plan-e.jpg", b"stone " * 5000)
    files, tables = every_file(network.root), rows(network, tmp_path)
    moment = here.snapshot()
    for one in network.root.iterdir():
        network.delete(one.name)
    network.database.sql("DROP DATABASE wordpress; CREATE DATABASE wordpress CHARACTER SET utf8mb4")
    job = here.run(Work.RESTORE, snapshot=moment)
    assert job.stage == Stage.DONE, (job.trouble, job.detail)
    assert every_file(network.root) == files
    assert rows(network, tmp_path) == tables
    answers(network)
    (network.root / MEDIA / "2026/11/plan-e.jpg").unlink()
    network.database.sql("DROP TABLE wordpress.wp_2_orders")
    finish(job)
    wish = {"files": [f"{MEDIA}/2026/11/plan-e.jpg"], "tables": ["wp_2_orders"]}
    part = here.run(Work.RESTORE, snapshot=moment, wanted=wish)
    assert part.stage == Stage.DONE, (part.trouble, part.detail)
    assert every_file(network.root) == files
    assert rows(network, tmp_path) == tables
    finish(part)
