"""A real WordPress with the stall, a plan of the vault that reads it, and work on it done at once."""

import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dev.wordpress import Site as WordPress
from rempart.channel.copies import Copy
from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Account, Site
from rempart.updates.actions.ask import ask
from rempart.updates.actions.take_package import take_upload
from rempart.updates.actions.work import claim, do
from rempart.updates.core.stages import Stage, Work
from rempart.updates.store.models import Job, Package
from tests.backup.house import keep_wordpress
from tests.cast import Cast
from tests.updates import stall


@dataclass
class House:
    """The site here, and its WordPress."""

    live: WordPress
    site: Site
    actor: Account

    def package(self, version: str) -> Package:
        """Uploaded."""
        return take_upload(self.actor, self.site, stall.archive(version))

    def run(self, package: Package, work: Work, wanted: dict[str, Any] | None = None) -> Job:
        """Asked and done at once."""
        job = ask(self.actor, package, work, wanted)
        return do(claim(job.uid) or job)

    def page(self, path: str = "/") -> tuple[int, str]:
        """As a visitor has it."""
        try:
            with urllib.request.urlopen(self.live.url + path, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as bad:
            return bad.code, bad.read().decode()

    def order(self, what: str) -> None:
        """Somebody buys."""
        assert "ordered" in self.page(f"/?stall_order={what}")[1]

    def orders(self) -> list[str]:
        """Those that stand in the live database."""
        told = self.live.php(
            "global $wpdb; echo implode(',', $wpdb->get_col('SELECT what FROM ' . stall_table() . ' ORDER BY id'));"
        )
        return [one for one in told.split(",") if one]

    def events(self) -> list[str]:
        """Kinds of this area, oldest first."""
        rows = raw_connection().execute("SELECT kind FROM ledger_entry ORDER BY id").fetchall()
        return [kind for (kind,) in rows if kind.startswith("updates.")]

    def version(self) -> str:
        """Of the files that are live."""
        text = (self.live.root / "wp-content/plugins/stall/stall.php").read_text()
        return text.partition("Version: ")[2].split()[0]


def with_stall(site: WordPress) -> None:
    """The plug-in in its first version, switched on."""
    site.delete("wp-content/plugins/stall")
    site.write("wp-content/plugins/stall/stall.php", stall.code("1.0"))
    site.php("activate_plugin('stall/stall.php');")
    with urllib.request.urlopen(site.url, timeout=60) as answer:
        assert "Stall 1.0" in answer.read().decode()


def without_stall(site: WordPress) -> None:
    """As it was found."""
    site.php(
        "deactivate_plugins('stall/stall.php'); global $wpdb; $wpdb->query('DROP TABLE ' . $wpdb->prefix . 'stall_orders');"
        "foreach (array('stall_version', 'stall_currency') as $n) { delete_option($n); }"
    )
    for path in ("wp-content/plugins/stall", ".maintenance", "only-here"):
        site.delete(path)


def begin_anew(copy: Copy) -> None:
    """The stall of the copy in its first version, with its first table."""
    copy.put("wp-content/plugins/stall/stall.php", stall.code("1.0").encode())
    ran = copy.php(
        "global $wpdb; $wpdb->query('DROP TABLE IF EXISTS ' . $wpdb->prefix . 'stall_orders');"
        "foreach (array('stall_version', 'stall_currency') as $n) { delete_option($n); } stall_ready(); echo 'anew';"
    )
    assert ran.out.endswith(b"anew"), ran.said


@contextmanager
def stalled(site: WordPress) -> Iterator[WordPress]:
    """With the stall, and without it afterwards."""
    with_stall(site)
    try:
        yield site
    finally:
        without_stall(site)


def make(cast_: Cast, live: WordPress, monkeypatch: pytest.MonkeyPatch) -> House:
    """The operator has opened the folder of the site."""
    monkeypatch.setenv("REMPART_BACKUP_FOLDERS", f"{live.folder}:{Path('/tmp')}")
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    site = add_site(cast_.alice, cast_.lavande, live.url)
    keep_wordpress(cast_.alice, site, live)
    return House(live, site, cast_.alice)


def with_its_database(house: House, package: Package, job: Job) -> None:
    """What `job` laid is taken back with the database: to the list that a person saw, and to no other."""
    house.order("late")
    listed = house.run(package, Work.COMPARE, {"job": job.uid})
    assert listed.stage == Stage.DONE, (listed.trouble, listed.detail)
    (orders,) = [one for one in listed.result["losses"] if one["kind"] == "orders"]
    assert (orders["new"], orders["ids"]) == (1, ["2"])
    house.order("later")
    stale = house.run(package, Work.UNDO, {"job": job.uid, "seen": listed.result["seen"]})
    assert (stale.stage, stale.trouble, house.version()) == (Stage.FAILED, "seen_other", "1.3")
    assert house.orders() == ["early", "late", "later"]
    again = house.run(package, Work.COMPARE, {"job": job.uid})
    back = house.run(package, Work.UNDO, {"job": job.uid, "seen": again.result["seen"]})
    assert back.stage == Stage.DONE, (back.trouble, back.detail)
    assert (house.version(), house.orders()) == ("1.0", ["early"])
