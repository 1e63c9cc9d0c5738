"""A hosted site brought back through its companion, on Apache with PHP-FPM: `python -m bench.companion_restore`.

20,000 small files, 200 MB in larger ones, and a table of 180 MB are kept, deleted and brought back by the vault's own
actions, at the pace of calls that a real site allows. COMPANION_BENCH=small takes a tenth, COMPANION_BENCH=full 2 GB and a
table of 500 MB; it needs about 15 GB of disk. See docs/benchmarks.md.
"""

import contextlib
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SIZES = {"small": (2_000, 4, 1_500), "": (20_000, 40, 1_500), "full": (20_000, 400, 4_300)}
SMALL, LARGE, ROWS = SIZES[os.environ.get("COMPANION_BENCH", "")]  # files, files of 5 MB, rows of some 120 kB
EACH = 5_000_000
UPLOADS = "wp-content/uploads/bench"


def main() -> int:
    """Says how long and how much memory; an error where not every byte is back."""
    with tempfile.TemporaryDirectory(prefix="rempart-bench-") as folder:
        state = Path(folder) / "state"
        state.mkdir(mode=0o700)
        os.environ |= {
            "REMPART_DATA": str(state), "DJANGO_SETTINGS_MODULE": "rempart.console.settings", "REMPART_ALLOW_PRIVATE": "1",
            "REMPART_CA_FILE": f"{folder}/ca.pem",
        }  # fmt: skip
        import django

        django.setup()
        from tests.servers.apache import Hosting

        with Hosting() as hosting:
            return _measure(Path(folder), hosting.accounts["mariadb"])


def _measure(folder: Path, account: Any) -> int:
    from rempart.backup.core.stages import Work
    from rempart.backup.store.models import Plan, Snapshot
    from tests.companion.house import code_of, put_plugin, switch_on
    from tests.companion.putback.hosted import plant
    from tests.companion.putback.killed import setup
    from tests.companion.putback.killing import digests

    (folder / "ca.pem").write_text(account.ca_pem)
    put_plugin(account, folder)
    switch_on(account)
    setup(account.url, code_of(account), str(account.root))
    plant(account, files=10, rows=ROWS)
    _fill(account)
    before = digests(account.root), _rows(account)
    seconds, kept = _timed(Plan.objects.get(), Work.SNAPSHOT)
    print(f"snapshot: {kept['files']} files, {kept['bytes'] / 1e6:.0f} MB, {kept['rows']} rows in {seconds:.0f} s")
    shutil.rmtree(account.root / "wp-content/uploads")
    account.php("global $wpdb; $wpdb->query('DROP TABLE wp_shop'); Rempart\\Companion\\Window::open(1);")
    seconds, back = _timed(Plan.objects.get(), Work.RESTORE, Snapshot.objects.get(uid=kept["uid"]))
    print(f"restore: {back['files']} files, {back['rows']} rows in {seconds:.0f} s (the present kept first)")
    print(
        f"memory: hub {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, PHP {_php(account):.0f} MB a worker"
    )
    same = (digests(account.root), _rows(account)) == before
    print(f"every byte and row the same: {same}")
    return int(not same)


def _rows(account: Any) -> str:
    """The server's own sum over every row of every table that nobody else writes to meanwhile."""
    return str(
        account.php("global $wpdb; echo json_encode($wpdb->get_results('CHECKSUM TABLE wp_shop, wp_posts, wp_users'));")
    )


def _fill(account: Any) -> None:
    dice = random.Random(7)
    for number in range(SMALL):
        target = account.root / UPLOADS / f"{number % 200}" / f"{number}.jpg"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(dice.randbytes(dice.randrange(200, 4_000)))
    for number in range(LARGE):
        (account.root / UPLOADS / f"{number}.mp4").write_bytes(dice.randbytes(EACH))
    account.own(account.root / "wp-content/uploads")


def _timed(plan: Any, work: Any, snapshot: Any = None) -> tuple[float, dict[str, Any]]:
    from rempart.backup.actions.ask import ask
    from rempart.backup.actions.work import claim, do

    job = ask(None, plan, work, snapshot=snapshot)
    began = time.monotonic()
    done = do(claim(job.uid) or job)
    if done.stage != "done":
        sys.exit(f"{work}: {done.trouble} {done.detail}")
    return time.monotonic() - began, dict(done.result)


def _php(account: Any) -> float:
    """The most that a worker of the pool ever held, in MB."""
    most = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"pool {account.engine}" in (folder / "cmdline").read_text():
                lines = (folder / "status").read_text().splitlines()
                most = max(most, *(int(line.split()[1]) for line in lines if line.startswith("VmHWM")))
    return most / 1024


if __name__ == "__main__":
    sys.exit(main())
