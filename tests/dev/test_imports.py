"""The import rules of the house, tried on planted offences in a copy of the tree."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(
        ROOT / "rempart", folder / "rempart", ignore=shutil.ignore_patterns("__pycache__", "*.toml", "*.html")
    )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def check(folder: Path) -> str:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("scanner/actions/take_run.py", "from rempart.maturity.store import models", "layers of the house"),
        ("terms/level.py", "from rempart.facts import fact", "layers of the house"),
        ("maturity/store/facts.py", "from rempart.maturity.web import links", "layers inside an area"),
        ("maturity/core/judge.py", "import sqlite3", "pure code stays pure"),
        ("maturity/controls/hsts.py", "import asyncio", "pure code stays pure"),
        (
            "maturity/controls/hsts.py",
            "from rempart.maturity.controls import security_txt",
            "units do not know each other",
        ),
        ("ledger/entry.py", "import django", "start without Django"),
    ],
)
def test_planted_import_is_caught(copy: Path, file: str, line: str, contract: str) -> None:
    target = copy / "rempart" / file
    good = target.read_text("utf-8")
    try:
        target.write_text(f"{good}\n{line}\n", "utf-8")
        broken = [row for row in check(copy).splitlines() if row.endswith("BROKEN")]
        assert any(contract in row for row in broken), broken
    finally:
        target.write_text(good, "utf-8")
