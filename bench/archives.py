"""False alarms of the archive inspector on ordinary files of this machine: `python -m bench.archives FOLDER… [--most N]`.

Files are drawn with a fixed seed; each kind is counted, each alarm is named, for a person to look at.
"""

import argparse
import collections
import random
import time
from pathlib import Path

from rempart.mail.core.archive.names import CONTAINERS, HEAD, looks
from rempart.mail.net.inspecting import inspect

MOST_BYTES = 8 * 1024 * 1024  # of one file, so that a run ends


def kind_of(file: Path) -> str:
    """Its format by its first bytes, empty for none that is read."""
    with file.open("rb") as held:
        form = looks(held.read(HEAD), file.name)
    return form if form in CONTAINERS else ""


def main() -> None:
    """A line a kind: how many were looked at, how many were not safe, seconds each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=100, help="files of each folder")
    chosen = parser.parse_args()
    counts: dict[str, list[float]] = collections.defaultdict(list)
    alarms: dict[str, int] = collections.Counter()
    for folder in chosen.folder:
        files = sorted(one for one in folder.rglob("*") if one.is_file() and not one.is_symlink())
        files = [one for one in files if 0 < one.stat().st_size < MOST_BYTES]
        random.Random(7).shuffle(files)
        for file in [one for one in files if kind_of(one)][: chosen.most]:
            begun = time.monotonic()
            seen = inspect(file, file.name if file.suffix else f"{file.name}.tgz")
            counts[seen.format].append(time.monotonic() - begun)
            if seen.verdict != "safe":
                alarms[seen.format] += 1
                print(file, seen.verdict, sorted({(one.code, one.path) for one in seen.reasons})[:3], flush=True)
    for form, seconds in sorted(counts.items()):
        print(f"{form}: {len(seconds)} looked at, {alarms[form]} not safe, {sum(seconds) / len(seconds):.2f} s each")


if __name__ == "__main__":
    main()
