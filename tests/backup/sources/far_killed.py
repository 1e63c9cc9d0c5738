"""A process that puts back over SSH and is killed by the test: settings and parcel come in one line of JSON."""

import json
import sys
from pathlib import Path

from rempart.backup.sources.sftp import UNIT
from rempart.channel.source import Origin, Parcel, Table
from tests.backup.house import Desk


def main() -> None:
    """Says what it begins, and that it is through."""
    told = json.loads(sys.stdin.readline())
    tables = tuple(Table(**one) for one in told["tables"])
    folder = Path(told["folder"])
    parcel = Parcel(told["uid"], True, folder / "new", folder / "database", "mysql", "", tables)
    origin = Origin("site", "", told["settings"], allow_private=True)
    put_back = UNIT.put_back
    assert put_back is not None
    for name in told["steps"]:
        print(name, flush=True)
        getattr(put_back, name)(origin, parcel, Desk())
    print("through", flush=True)


if __name__ == "__main__":
    main()
