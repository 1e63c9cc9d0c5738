"""`make bench`: every measurement of this folder, one after the other, each in a process of its own."""

import platform
import subprocess
import sys
import time
from pathlib import Path


def main() -> int:
    """Runs them all; a failing one is said and does not stop the others. Names on the command line choose some."""
    names = sys.argv[1:] or sorted(p.stem for p in Path(__file__).parent.glob("*.py") if not p.stem.startswith("_"))
    print(f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {platform.system()}, Python {platform.python_version()}")
    failed = []
    for name in names:
        print(f"\n## {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\nended with an error: {', '.join(failed)}", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
