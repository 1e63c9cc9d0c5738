"""`make demo`: a real WordPress behind TLS, people and their rights, a week of history, a witness, then Rempart itself.

The week is replayed in about two minutes: the real collectors look at the real site while weaknesses are taken away
one by one. Facts carry the day they stand for; the ledger also records when they were really written.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import platformdirs

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PLAIN, ENCRYPTED, BEHIND, WITNESS = 8780, 8743, 8744, 8745

FOLDER = Path(os.environ.get("REMPART_DATA") or platformdirs.user_data_dir("rempart-demo"))


BEGUN, READY = "demo.begun", "demo.ready"  # the folder is the demo's own; its week was replayed to the end
KEPT = ("tools", "wordpress")  # took long to get and hold no history
INTERRUPTED = 130
WITNESS_S = 20  # until it answers, on a busy machine


def main() -> int:
    """Prepare what is missing, then start; Ctrl-C ends everything, and the next call goes on from there."""
    try:
        fault = make_ready()
        return run() if not fault else _refuse(fault)
    except KeyboardInterrupt:
        print("\nStopped. `make demo` goes on from here.", flush=True)
        return INTERRUPTED


def make_ready() -> str:
    """A folder of the demo's own, ports that are free; what stands in the way, or nothing.

    A week that was broken off is thrown away: half of it would be told twice.
    """
    FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
    taken = [port for port in (PLAIN, ENCRYPTED, BEHIND, WITNESS) if _is_taken(port)]
    if taken:
        return f"Port {taken[0]} of this machine is in use; the demo may be running already. Stop that one first."
    if (FOLDER / READY).exists():
        return ""
    if (FOLDER / BEGUN).exists():
        for entry in FOLDER.iterdir():
            if entry.name not in (*KEPT, BEGUN):
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    elif (FOLDER / "rempart.sqlite3").exists():
        return f"{FOLDER} holds data that are no demo's. Name another folder in REMPART_DATA."
    (FOLDER / BEGUN).touch()
    return ""


def run() -> int:
    """The site, its witness, the week once, then Rempart until it is stopped."""
    from dev import wordpress
    from dev.demo_kept import opened_folders
    from dev.demo_week import RENEWED_DAYS
    from dev.front import Front

    is_new = not (FOLDER / READY).exists()
    site = wordpress.start(FOLDER / "wordpress", BEHIND)
    front = Front(FOLDER, PLAIN, ENCRYPTED, BEHIND)
    if not is_new:
        front.renew(days_left=RENEWED_DAYS)  # as it was when the week ended
    os.environ |= {
        "REMPART_DATA": str(FOLDER),
        "REMPART_CA_FILE": str(front.ca_file),
        "REMPART_LAB_PORTS": f"{PLAIN}:{ENCRYPTED}",
        "REMPART_BACKUP_FOLDERS": opened_folders(site.folder, FOLDER),
        "REMPART_ALLOW_PRIVATE": "1",
        "DJANGO_SETTINGS_MODULE": "rempart.console.settings",
    }
    witness = None
    try:
        from rempart.scanner.net.install import install

        print("Getting the tool that looks at TLS protocols, once …", flush=True)
        install(FOLDER)
        if is_new:
            from dev.demo_week import replay

            replay(FOLDER, site, front, f"https://127.0.0.1:{ENCRYPTED}")
            (FOLDER / READY).touch()
        witness = start_witness()
        print(f"The site: https://127.0.0.1:{ENCRYPTED} (WordPress 6.5.5, old on purpose; feeds are pinned by date)")
        from rempart.cli.main import main as rempart

        return rempart(["up", "--allow-private"])
    finally:
        if witness is not None:
            witness.terminate()
            witness.wait()
        site.stop()


def _is_taken(port: int) -> bool:
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0


def _refuse(fault: str) -> int:
    print(fault, file=sys.stderr)
    return 2


def start_witness() -> "subprocess.Popen[bytes]":
    """A second process that remembers the newest head of each log; for real it runs on another machine."""
    folder = FOLDER / "witness"
    known = folder.is_dir()
    key = _said("witness", "key", "--folder", str(folder), "--name", "demo.invalid/witness")
    if not known:
        _said("witness", "add-log", "--folder", str(folder), _said("ledger", "key", "--installation"))
        _said("ledger", "witness", "add", f"http://127.0.0.1:{WITNESS}", key)
    serve = ["witness", "serve", "--folder", str(folder), "--listen", f"127.0.0.1:{WITNESS}"]
    command = [sys.executable, "-m", "rempart", *serve]
    # a session of its own: Ctrl-C reaches it last, through `run`, so that the last head is still cosigned
    served = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True)
    until = time.monotonic() + WITNESS_S
    while not _is_taken(WITNESS) and served.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    return served


def _said(*command: str) -> str:
    """The last line of what our own program printed."""
    ran = subprocess.run(
        [sys.executable, "-m", "rempart", *command], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, timeout=60
    )
    return (ran.stdout.strip().splitlines() or [""])[-1]


if __name__ == "__main__":
    sys.exit(main())
