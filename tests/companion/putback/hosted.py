"""A site on shared hosting, kept by the vault through its companion: what the tests of bringing it back stand on."""

import contextlib
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dev.wordpress import phprun
from dev.wordpress.template import template
from rempart.backup.actions.ask import ask
from rempart.backup.actions.opened import places, sources, work_folder
from rempart.backup.actions.plans import add_store, set_plan
from rempart.backup.actions.work import claim, do
from rempart.backup.core.manifest import COPY
from rempart.backup.core.stages import Work
from rempart.backup.store.models import Job, Plan, Snapshot
from rempart.companion.actions.connect import connect
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Account as Person
from rempart.directory.store.models import Site
from tests.cast import Cast
from tests.companion.house import ENTRY, code_of, put_plugin, switch_on
from tests.servers.apache import HERE, Account

OWN = "option_name LIKE 'rempart_companion%' OR option_name LIKE '%transient%' OR option_name IN ('cron', 'active_plugins')"
LIVING = f"DELETE FROM wp_options WHERE {OWN}"
NOT_COMPARED = ("wp-content/plugins/rempart-companion", "wp-content/rempart-restore-", "wp-config.php", ".maintenance")
PLANTED = "wp-content/uploads/kept"


@dataclass
class Hosted:
    """One account with its plan."""

    account: Account
    site: Site
    plan: Plan
    actor: Person

    def run(self, work: Work, **more: Any) -> Job:
        """Asked and done at once."""
        job = ask(self.actor, self.plan, work, **more)
        return do(claim(job.uid) or job)

    def snapshot(self) -> Snapshot:
        """The newest row after a new run."""
        job = self.run(Work.SNAPSHOT)
        assert job.stage == "done", (job.trouble, job.detail)
        return Snapshot.objects.get(uid=job.result["uid"])

    def allow(self) -> None:
        """As the button in wp-admin does."""
        self.account.php("Rempart\\Companion\\Window::open(1);")

    def forbid(self) -> None:
        self.account.php("Rempart\\Companion\\Window::close(1);")


def hurry(account: Account, monkeypatch: Any) -> None:
    """No cap on calls, on either side: that one is tried elsewhere."""
    hurry_account(account)
    monkeypatch.setattr("rempart.channel.companion.line.Pace.wait", lambda self: None)


def hurry_account(account: Account) -> None:
    """On the site's side alone."""
    limits = "wp-content/plugins/rempart-companion/src/Limits.php"
    text = (account.root / limits).read_text()
    account.write(limits, text.replace("CALLS_MINUTE = 120", "CALLS_MINUTE = 1000000"))


def kept(cast_: Cast, account: Account, *, window: bool = False) -> Hosted:
    """Connected, with a plan through the companion; what the first copy would fetch lies there already."""
    site = add_site(cast_.alice, cast_.lavande, account.url, is_private=True)
    connect(cast_.alice, site, code_of(account, window=window))
    store = add_store(cast_.alice, cast_.lavande, places()["folder"], "Own", {})
    plan = set_plan(cast_.alice, site, sources()["companion"], {}, [store], every_s=86_400)
    prefill(account, work_folder(plan))
    return Hosted(account, site, plan, cast_.alice)


def prefill(account: Account, folder: Path) -> None:
    """As an earlier copy has left it: the long way is tried where copying is."""
    prefill_from(account.root, folder)


def prefill_from(root: Path, folder: Path) -> None:
    """The same by paths."""
    target = folder / COPY / "files"
    shutil.copytree(
        root, target, ignore=lambda at, names: [n for n in names if n.startswith(".ht.sqlite")], symlinks=True
    )
    for path in target.rglob("*"):
        if path.is_symlink():
            path.unlink()


def plant(account: Account, files: int = 200, rows: int = 300) -> None:
    """Files of many names, and rows that are not plain."""
    names = ["é", "日本", "a b", "[x]", "q'o", "😀", "$d", "plain"]
    for number in range(files):
        where = f"{PLANTED}/{names[number % 8]}/{number % 5}/{names[number % 7]}-{number}.txt"
        account.write(where, hashlib.sha256(str(number).encode()).digest() * (number % 90))
    account.write(f"{PLANTED}/large.bin", os.urandom(4_500_000))
    account.write(f"{PLANTED}/.user.ini", "memory_limit = 128M\n")
    account.php(
        "global $wpdb; $is = strpos(get_class($wpdb), 'SQLite') !== false || defined('FQDB');"
        "$wpdb->query('DROP TABLE IF EXISTS wp_shop');"
        "$wpdb->query('CREATE TABLE wp_shop (id bigint NOT NULL AUTO_INCREMENT, name varchar(190) NOT NULL, price double,"
        " body longtext, PRIMARY KEY (id), UNIQUE KEY name (name))' . ($is ? '' : ' CHARSET utf8mb4'));"
        f"for ($n = 0; $n < {rows}; $n++) {{ $wpdb->insert('wp_shop', ['name' => \"né $n 😀 '\\\\\", 'price' => $n / 7,"
        " 'body' => $n % 9 ? str_repeat(\"l’été\\n\\\\0\\t;),\\n('\", $n * 8) : null]); }"
        "if (!$is) { $wpdb->query('DROP TABLE IF EXISTS `wp_ünder`');"
        " $wpdb->query('CREATE TABLE `wp_ünder` (a varchar(20), b varbinary(40), c float, d bit(5)) CHARSET utf8mb4');"
        " $wpdb->query(\"INSERT INTO `wp_ünder` VALUES ('x', x'00ff27', 1.1, b'101'), (NULL, NULL, NULL, NULL), ('x', x'00ff27', 1.1, b'101')\"); }"
    )


def unplant(account: Account) -> None:
    """As the account was."""
    for path in (PLANTED, "wp-content/uploads/planted.php", ".maintenance", ".user.ini"):
        with contextlib.suppress(OSError):
            account.delete(path)
    account.write("index.php", (template(account.engine) / "www/index.php").read_bytes())
    for left in (account.root / "wp-content").glob("rempart-restore-*"):
        shutil.rmtree(left)
    account.php(
        "global $wpdb; foreach ($wpdb->get_col('SHOW TABLES') as $t) { if (preg_match('/^wp_(rmp|shop$|ünder|later)/u', $t)) {"
        " $wpdb->query(\"DROP TABLE `$t`\"); } } delete_site_option('rempart_companion_restore');"
        " delete_site_option('rempart_companion_window');"
    )


def is_compared(name: str) -> bool:
    """Neither the host's nor the companion's own."""
    return not name.startswith(NOT_COMPARED) and ".ht.sqlite" not in name


def tree(account: Account) -> dict[str, tuple[str, int]]:
    """Every file but those of the host and the companion, with digest and rights; folders too."""
    found = {}
    for path in sorted(account.root.rglob("*")):
        name = path.relative_to(account.root).as_posix()
        if not is_compared(name) or path.is_symlink():
            continue
        is_file = path.is_file()
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if is_file else ""
        found[name] = (digest, path.stat().st_mode & 0o777 if is_file else 0)
    return found


def rows(account: Account, tmp: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table of the site but our own, straight from the database; without what a page changes by being seen."""
    if account.engine == "sqlite":
        return _sqlite_rows(account, tmp)
    assert account.database is not None
    columns: dict[str, list[str]] = {}
    for line in account.database.sql(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'wordpress'"
        " ORDER BY table_name, ordinal_position"
    ).splitlines():
        name, column = line.split("\t")
        columns.setdefault(name, []).append(column)
    found: dict[str, list[tuple[object, ...]]] = {}
    for name, listed in columns.items():
        if name.startswith(("wp_rempart", "wp_rmp")):
            continue
        where, skip = "", ""
        if name == "wp_sitemeta":
            where, skip = f" WHERE NOT ({OWN.replace('option_name', 'meta_key')})", "meta_id"
        elif name.endswith("_options"):
            where, skip = f" WHERE NOT ({OWN})", "option_id" if name == "wp_options" else ""
        fields = ", ".join(f"HEX(`{column}`)" for column in listed if column != skip)
        told = account.database.sql(
            f"SHOW CREATE TABLE wordpress.`{name}`; SELECT {fields} FROM wordpress.`{name}`{where}"
        )
        made, *held = told.splitlines()  # the program writes a line break inside a value as two letters
        found[name] = [("form", _plain(made)), *sorted((one,) for one in held)]
    return found


def _plain(made: str) -> str:
    return re.sub(r" AUTO_INCREMENT=\d+", "", made)


def _sqlite_rows(account: Account, tmp: Path) -> dict[str, list[tuple[object, ...]]]:
    file = next(account.root.rglob(".ht.sqlite"))
    line = sqlite3.connect(file)
    line.text_factory = bytes
    try:
        found: dict[str, list[tuple[object, ...]]] = {}
        for name, sql in line.execute(
            "SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')"
        ).fetchall():
            table = name.decode()
            if not table.startswith(("wp_rempart", "wp_rmp", "sqlite_")):
                found.setdefault(table, []).append(("form", sql.replace(b'"', b"").replace(b"`", b"")))
        for table, held in found.items():
            where = f" WHERE NOT ({OWN})" if table == "wp_options" else ""
            columns = [one[1].decode() for one in line.execute(f'PRAGMA table_info("{table}")')]
            listed = ", ".join(f'"{one}"' for one in columns if (table, one) != ("wp_options", "option_id"))
            held += sorted(line.execute(f'SELECT {listed} FROM "{table}"{where}').fetchall(), key=repr)
            held[:] = sorted(held, key=repr)
        return found
    finally:
        line.close()


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


__all__ = [
    "ENTRY",
    "Hosted",
    "hurry",
    "kept",
    "plant",
    "prefill",
    "put_plugin",
    "rows",
    "switch_on",
    "tree",
    "unplant",
    "wipe",
]
