"""kill -9 of hub, PHP and restic at seeded moments, while a hosted site is kept and brought back through its companion."""

import contextlib
import hashlib
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests.backup.killing import Clerk, Worker, kill_all
from tests.companion.house import code_of, put_plugin, switch_on
from tests.companion.putback.hosted import OWN, hurry_account, is_compared, plant, unplant
from tests.servers.apache import Account

LONGEST_S = 3.5  # a snapshot or restore of this site takes about so long on a quiet machine
SHORT_S = 0.8  # and one step of a restore so long
STEPS = ["", "fetch", "keep", "prepare", "swap", "return", "live", "finished", "returned"]
PATIENCE_S = 240.0
ASIDE = [f"{part}/{name}" for part in ("wp-includes", "wp-admin") for name in ("js", "css", "images")]
CORE = ["wp-includes/functions.php", "wp-includes/post.php", "wp-includes/query.php", "wp-includes/version.php"]


@contextlib.contextmanager
def small(account: Account) -> Iterator[None]:
    """WordPress without what only browsers load: a kill is as good in a smaller site."""
    aside = account.home / "aside"
    moved = [name for name in ASIDE if (account.root / name).is_dir()]
    for name in moved:
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        (account.root / name).rename(aside / name)
    kept = {name: (account.root / name).read_bytes() for name in CORE}
    try:
        yield
    finally:
        for name in moved:
            shutil.rmtree(account.root / name, ignore_errors=True)
            (aside / name).rename(account.root / name)
        for name, content in kept.items():
            account.write(name, content)
        unplant(account)


class Site:
    """Files, core files and tables that change between two pieces of work."""

    def __init__(self, account: Account, chance: random.Random) -> None:
        self.account, self.chance = account, chance
        plant(account, files=60, rows=60)

    def change(self) -> None:
        """Something everywhere."""
        number, account = self.chance.randrange(10**9), self.account
        account.write(f"wp-content/uploads/kept/new-{number % 5}/{number % 3}.txt", str(number))
        account.delete(f"wp-content/uploads/kept/new-{(number + 1) % 5}")
        for name in CORE:
            text = (account.root / name).read_text().partition("\n// as of ")[0]
            account.write(name, f"{text}\n// as of {number}\n")
        assert account.database is not None
        rows = ",".join(f"({at},'né {at} 😀 {number}',{number}/7,NULL)" for at in range(1, 40))
        account.database.sql(
            f"SET NAMES utf8mb4; USE wordpress; REPLACE INTO wp_shop VALUES {rows}; DELETE FROM `wp_ünder`;"
            f"INSERT INTO `wp_ünder` VALUES ('{number % 99}', x'00ff27', 1.1, b'101'), (NULL, NULL, NULL, NULL);"
            + ("CREATE TABLE IF NOT EXISTS wp_later (a int);" if number % 2 else "DROP TABLE IF EXISTS wp_later;")
            + f"UPDATE wp_options SET option_value = 'Kiln {number}' WHERE option_name = 'blogname'"
        )

    def look(self) -> tuple[dict[str, str], str]:
        """Everything live."""
        assert self.account.database is not None
        sql = self.account.database.sql
        names = [
            name
            for name in sql("SET NAMES utf8mb4; SHOW TABLES IN wordpress").split("\n")
            if name and "wp_re" not in name
        ]
        tables = [name for name in names if name != "wp_options" and not name.startswith("wp_rmp")]
        listed = ", ".join(f"wordpress.`{name}`" for name in tables)
        options = sql(
            f"SET NAMES utf8mb4; SELECT option_name, option_value FROM wordpress.wp_options WHERE NOT ({OWN}) ORDER BY 1"
        )
        return digests(self.account.root), sql(f"SET NAMES utf8mb4; CHECKSUM TABLE {listed} EXTENDED") + options

    def php(self) -> list[int]:
        """Workers of this account's pool, of our own host."""
        master = f"({self.account.home.parent}/fpm/fpm.conf)"
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError, ValueError, IndexError):
                if f"pool {self.account.engine}" in (folder / "cmdline").read_text():
                    parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
                    if master in Path(f"/proc/{parent}/cmdline").read_text():
                        found.append(int(folder.name))
        return found


def digests(root: Path) -> dict[str, str]:
    """Every file that a restore brings back."""
    found = {}
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if is_compared(name) and path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def kill_and_check(folder: Path, account: Account, *, seed: int, kills: int) -> Counter[str]:
    """So many real kills, each while work was going on; what became of the work."""
    chance, done = random.Random(seed), Counter[str]()
    put_plugin(account, folder)
    switch_on(account)
    unplant(account)
    hurry_account(account)
    (folder / "state").mkdir(mode=0o700)
    (folder / "ca.pem").write_text(account.ca_pem)
    with small(account):
        site = Site(account, chance)
        clerk = Clerk(folder, "tests.companion.putback.killed", REMPART_CA_FILE=str(folder / "ca.pem"))
        try:
            assert clerk.call("setup", account.url, code_of(account), str(account.root))
            _rounds(folder, site, clerk, chance, done, kills)
        finally:
            clerk.end()
    return done


def _rounds(folder: Path, site: Site, clerk: Clerk, chance: random.Random, done: Counter[str], kills: int) -> None:
    expected: dict[str, Any] = {}
    while done["killed"] < kills:
        site.change()
        site.account.php("Rempart\\Companion\\Window::open(1);")
        before, known = site.look(), clerk.call("listed")
        wish = chance.choice(known) if known and chance.random() < 0.75 else None
        job = clerk.call("ask", "restore" if wish else "snapshot", wish)
        told = clerk.until_it_ends(
            job, partial(_strike, site=site, clerk=clerk, job=job, chance=chance, done=done), PATIENCE_S
        )
        done[f"{'restore' if wish else 'snapshot'}_{told['stage']}"] += 1
        now = site.look()
        if wish is not None and told["stage"] == "done":
            assert now == expected[wish], f"{told}: restored, and not what was kept{_differ(now, expected[wish])}"
        else:
            assert now == before, f"{told}: neither restored nor as it was{_differ(now, before)}"
        # Killed after it was listed and before its job was done, a snapshot counts like any other.
        expected |= {uid: before for uid in clerk.call("listed") if uid not in expected}
        assert not (site.account.root / ".maintenance").exists()
        assert len(list((site.account.root / "wp-content").glob("rempart-restore-*"))) <= 1  # the newest one's way back
    for number, uid in enumerate(clerk.call("listed")):
        assert clerk.call("scratch", uid, str(folder / f"scratch-{number}"))
        held = digests(folder / f"scratch-{number}" / "files")
        assert held == expected[uid][0], "a listed snapshot holds other files"
        shutil.rmtree(folder / f"scratch-{number}")


def _differ(now: tuple[dict[str, str], str], then: tuple[dict[str, str], str]) -> str:
    files = sorted({name for name, _ in set(now[0].items()) ^ set(then[0].items())})[:8]
    return f": {files}; {sorted(set(now[1].splitlines()) ^ set(then[1].splitlines()))[:8]}"


def _strike(worker: Worker, site: Site, clerk: Clerk, job: str, chance: random.Random, done: Counter[str]) -> None:
    """PHP and restic die too, under the hub that works."""
    _wait(clerk, job, chance)
    kind = chance.choice(["hub", "php", "php", "restic"])
    if clerk.call("job", job)["stage"] == "running":
        victims = {"php": site.php, "restic": worker.restic, "hub": list}[kind]
        died = kill_all(victims())
        done[kind if died else "hub"] += 1
        done["killed"] += 1
        if died:
            worker.hear()  # whatever becomes of the work, somebody is left to say it


def _wait(clerk: Clerk, job: str, chance: random.Random) -> None:
    """Until a restore is at the step that chance has chosen, and a moment more; a snapshot has no steps."""
    aim, told = chance.choice(["", "prepare", "swap", "swap", "live"]), clerk.call("job", job)
    is_restore = told["work"] == "restore"
    while is_restore and told["stage"] == "running" and STEPS.index(told["step"]) < STEPS.index(aim):
        time.sleep(0.05)  # between two looks
        told = clerk.call("job", job)
    time.sleep(chance.random() * (SHORT_S if is_restore else LONGEST_S))
