"""Ledger speed beside its floor: `python -m bench.ledger` prints one JSON line (see docs/benchmarks.md)."""

import json

import msgspec

from rempart.ledger import bench


def main() -> None:
    """Measure and print."""
    print(json.dumps(msgspec.to_builtins(bench.run())))


if __name__ == "__main__":
    main()
