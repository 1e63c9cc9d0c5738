"""`make demo`: a real WordPress behind TLS, people, a week of history, then Rempart itself.

The week is replayed in about two minutes: the real collectors look at the real site while weaknesses are taken away
one by one. Facts carry the day they stand for; the ledger also records when they were really written.
"""

import os
import sys
from pathlib import Path

import platformdirs

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PLAIN, ENCRYPTED, BEHIND = 8780, 8743, 8744
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
    try:
        from rempart.scanner.net.install import install

        print("Getting the tool that looks at TLS protocols, once …", flush=True)
        install(FOLDER)
        if not (FOLDER / "demo.ready").exists():
            from dev.demo_week import replay

            replay(FOLDER, site, front, f"https://127.0.0.1:{ENCRYPTED}")
            (FOLDER / "demo.ready").touch()
        print(f"The site: https://127.0.0.1:{ENCRYPTED} (WordPress 6.5.5, old on purpose; feeds are pinned by date)")
        from rempart.cli.main import main as rempart

        return rempart(["up", "--allow-private"])
    finally:
        site.stop()


if __name__ == "__main__":
    sys.exit(main())
