"""`make demo`: a real WordPress behind TLS, people and their rights, a week of history, a witness, then Rempart itself.

The week is replayed in about two minutes: the real collectors look at the real site while weaknesses are taken away
one by one. Facts carry the day they stand for; the ledger also records when they were really written.
"""

import os
import subprocess
import sys
from pathlib import Path

import platformdirs

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PLAIN, ENCRYPTED, BEHIND, WITNESS = 8780, 8743, 8744, 8745
FOLDER = Path(os.environ.get("REMPART_DATA") or platformdirs.user_data_dir("rempart-demo"))


def main() -> int:
    """Prepare what is missing, then start; Ctrl-C ends everything."""
    FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
    from dev import wordpress
    from dev.front import Front

    site = wordpress.start(FOLDER / "wordpress", BEHIND)
    front = Front(FOLDER, PLAIN, ENCRYPTED, BEHIND)
    os.environ |= {
        "REMPART_DATA": str(FOLDER),
        "REMPART_CA_FILE": str(front.ca_file),
        "REMPART_LAB_PORTS": f"{PLAIN}:{ENCRYPTED}",
        "DJANGO_SETTINGS_MODULE": "rempart.console.settings",
    }
    witness = None
    try:
        from rempart.scanner.net.install import install

        print("Getting the tool that looks at TLS protocols, once …", flush=True)
        install(FOLDER)
        if not (FOLDER / "demo.ready").exists():
            from dev.demo_week import replay

            replay(FOLDER, site, front, f"https://127.0.0.1:{ENCRYPTED}")
            (FOLDER / "demo.ready").touch()
        witness = start_witness()
        print(f"The site: https://127.0.0.1:{ENCRYPTED} (WordPress 6.5.5, old on purpose; feeds are pinned by date)")
        from rempart.cli.main import main as rempart

        return rempart(["up", "--allow-private"])
    finally:
        if witness is not None:
            witness.terminate()
            witness.wait()
        site.stop()


def start_witness() -> "subprocess.Popen[bytes]":
    """A second process that remembers the newest head of each log; for real it runs on another machine."""
    folder = FOLDER / "witness"
    known = folder.is_dir()
    key = _said("witness", "key", "--folder", str(folder), "--name", "demo.invalid/witness")
    if not known:
        _said("witness", "add-log", "--folder", str(folder), _said("ledger", "key", "--installation"))
        _said("ledger", "witness", "add", f"http://127.0.0.1:{WITNESS}", key)
    serve = ["witness", "serve", "--folder", str(folder), "--listen", f"127.0.0.1:{WITNESS}"]
    return subprocess.Popen([sys.executable, "-m", "rempart", *serve], cwd=ROOT, stdout=subprocess.DEVNULL)


def _said(*command: str) -> str:
    """The last line of what our own program printed."""
    ran = subprocess.run(
        [sys.executable, "-m", "rempart", *command], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, timeout=60
    )
    return (ran.stdout.strip().splitlines() or [""])[-1]


if __name__ == "__main__":
    sys.exit(main())
