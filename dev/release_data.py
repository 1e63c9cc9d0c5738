"""Make the data folder of a released version, with that version's own code, for the tests of upgrading.

`python dev/release_data.py COMMIT VERSION` writes tests/recorded/releases/VERSION/: the database as compressed SQL,
the small files beside it, and what must still hold after an upgrade. Nobody types these.
"""

import base64
import contextlib
import gzip
import io
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.servers import hostile  # noqa: E402

DATABASE = "rempart.sqlite3"
KEPT = ("keys/ledger.key", "session.key", "checkpoints")
CAST = """
import os, sys
from pathlib import Path
import django
django.setup()
from tests.cast import PASSWORD, make_cast
from django.db import transaction
from rempart.channel.settle import settle
from rempart.daemon import prepare
from rempart.directory.actions.action import raw_connection, system_action
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Person
from rempart.ledger.commitment import seal
cast = make_cast()
cast.alice.set_password(PASSWORD)
cast.alice.save()
with transaction.atomic():
    person = Person.objects.create(organisation=cast.lavande, name="Chloé", email="chloe@lavande.example")
    seal(raw_connection(), person.uid, "contact", {"email": "chloe@lavande.example"})
settle(Path(os.environ["REMPART_DATA"]))
"""
PAGE = b"<html><head><title>Maison Lavande</title></head><body>lavande</body></html>"


def main() -> int:
    """Build, dump, say what there is."""
    commit, version = sys.argv[1:3]
    target = ROOT / "tests" / "recorded" / "releases" / version
    with tempfile.TemporaryDirectory() as temporary:
        code, data = Path(temporary) / "code", Path(temporary) / "data"
        subprocess.run(["git", "-C", ROOT, "worktree", "add", "-q", "--detach", code, commit], check=True)
        try:
            subprocess.run([sys.executable, "dev/messages.py", "--compile"], cwd=code, check=True, capture_output=True)
            level = live(code, data)
        finally:
            subprocess.run(["git", "-C", ROOT, "worktree", "remove", "--force", code], check=True)
        target.mkdir(parents=True, exist_ok=True)
        write(data, target, level, temporary)
    print(f"{target.relative_to(ROOT)}: {sum(file.stat().st_size for file in target.iterdir())} bytes")
    return 0


def live(code: Path, data: Path) -> int:
    """One site measured, two firms and their people; the level that was proven."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REMPART_")} | {
        "REMPART_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "rempart.console.settings",
        "PYTHONPATH": str(code),
    }

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], cwd=code, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    with hostile.serve(hostile.page(PAGE)) as port:
        said = json.loads(run("-m", "rempart", "assess", f"http://127.0.0.1:{port}", "--allow-private", "--json"))
    run("-c", CAST)
    run("-m", "rempart", "ledger", "verify")
    return int(said["level"]["wall"]["proven"])


def write(data: Path, target: Path, level: int, forbidden: str) -> None:
    """The dump and what belongs to it. Raises ValueError when a path of this machine got in."""
    with contextlib.closing(sqlite3.connect(data / DATABASE)) as database:
        text = "\n".join(database.iterdump())
        logs = dict(database.execute("SELECT log, size FROM ledger_head ORDER BY log").fetchall())
        migrations = database.execute("SELECT count(*) FROM django_migrations").fetchone()[0]
    if forbidden in text or str(Path.home()) in text or str(ROOT) in text:
        raise ValueError("a path of this machine stands in the data")
    files = [file for name in KEPT for file in ([data / name] if (data / name).is_file() else (data / name).iterdir())]
    beside = {file.relative_to(data).as_posix(): base64.b64encode(file.read_bytes()).decode() for file in files}
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as out:
        out.write(text.encode())
    (target / "database.sql.gz").write_bytes(packed.getvalue())
    (target / "files.json").write_text(json.dumps(beside, indent=1, sort_keys=True) + "\n")
    holds = {"level": level, "logs": logs, "migrations": migrations}
    (target / "holds.json").write_text(json.dumps(holds, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    sys.exit(main())
