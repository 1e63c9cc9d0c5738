"""Verdicts on mail beside rspamd and SpamAssassin: `python -m bench.mail --bad FOLDER --good NAME=FOLDER… [--most N]`.

Each folder holds a message a file. The sets are fetched as data and never committed; docs/mail-verdicts.md says which may be
tuned on. Marks that the collectors left behind (a stand-in for the receiver's address) are taken out first.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
import time
import zlib
from collections import Counter
from pathlib import Path

from rempart.mail.core.model.weights import of_file, shipped
from rempart.mail.core.verdict import OwnDomains, judge

STAND_INS = {b"phishing@pot": b"camille.durand@northwind-tools.com"}
LOUD = ("phishing", "suspicious")


def cleaned(raw: bytes) -> bytes:
    """Without what only this collection has."""
    for mark, instead in STAND_INS.items():
        raw = raw.replace(mark, instead)
    return raw


def ours(files: list[Path], model: str) -> dict[str, float]:
    """Shares by verdict, and milliseconds a mail."""
    chosen = of_file(Path(model)) if model else shipped()
    counts: Counter[str] = Counter()
    begun = time.monotonic()
    for file in files:
        counts[judge(cleaned(file.read_bytes()), own=OwnDomains(), model=chosen).verdict] += 1
    spent = (time.monotonic() - begun) * 1000 / max(1, len(files))
    return {name: counts[name] / len(files) for name in ("phishing", "suspicious", "unsure")} | {"ms": spent}


def spamassassin(files: list[Path]) -> float | None:
    """Share that its local rules give 5 points or more; None where it is not installed."""
    if shutil.which("spamassassin") is None:
        return None
    from concurrent.futures import ThreadPoolExecutor

    def is_spam(file: Path) -> bool:
        done = subprocess.run(
            ["spamassassin", "-L", "-e"], input=cleaned(file.read_bytes()), capture_output=True, check=False
        )
        return done.returncode != 0

    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(is_spam, files)) / max(1, len(files))


def rspamd(files: list[Path]) -> float | None:
    """Share that it gives 6 points or more, offline; None where no `rspamd` answers on its usual port."""
    if shutil.which("rspamc") is None:
        return None
    loud = 0
    for file in files:
        with tempfile.NamedTemporaryFile() as held:
            held.write(cleaned(file.read_bytes()))
            held.flush()
            done = subprocess.run(["rspamc", "-j", held.name], capture_output=True, check=False)
        try:
            loud += float(json.loads(done.stdout).get("score", 0)) >= 6
        except ValueError:
            return None
    return loud / max(1, len(files))


def main() -> None:
    """A line a set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bad", type=Path)
    parser.add_argument("--good", action="append", default=[], metavar="NAME=FOLDER")
    parser.add_argument(
        "--most", type=int, default=1_000, help="mails of each set, drawn by the checksum of their names"
    )
    parser.add_argument("--model", default="", help="another model than the shipped one")
    parser.add_argument("--others", action="store_true", help="also ask rspamd and SpamAssassin (slow)")
    chosen = parser.parse_args()
    sets = [("phishing", chosen.bad)] if chosen.bad else []
    sets += [(name, Path(folder)) for name, _, folder in (one.partition("=") for one in chosen.good)]
    if not sets:
        print("no set named: see docs/mail-verdicts.md for where they come from")
    for name, folder in sets:
        files = sorted(folder.iterdir(), key=lambda one: zlib.crc32(one.name.encode()))[: chosen.most]
        found = ours(files, chosen.model)
        loud = found["phishing"] + found["suspicious"]
        line = f"{name}: {len(files)} mails, {loud:.2%} phishing or suspicious, {found['phishing']:.2%} phishing, {found['unsure']:.2%} unsure, {found['ms']:.0f} ms each"
        if chosen.others:
            told = {"rspamd": rspamd(files), "SpamAssassin": spamassassin(files)}
            line += "".join(
                f", {who} {'not there' if share is None else f'{share:.2%}'}" for who, share in told.items()
            )
        print(line, flush=True)


if __name__ == "__main__":
    main()
