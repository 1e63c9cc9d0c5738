"""`rempart organisation` and `rempart import`: on a real data folder, in a process of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def shell(tmp_path: Path) -> "Shell":
    return Shell(tmp_path)


class Shell:
    """Runs the program as a person would."""

    def __init__(self, folder: Path) -> None:
        self.environment = os.environ | {"REMPART_DATA": str(folder / "data")}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "rempart", *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=120)


def test_tenants_and_lists(shell: "Shell", tmp_path: Path) -> None:
    people, sites, bad = tmp_path / "people.csv", tmp_path / "sites.csv", tmp_path / "bad.csv"
    people.write_text("name;email;team\nÉmile;e@firm.example;Atelier\n", "utf-8")
    sites.write_text("url\nshop.example\nhttps://b.example/\n", "utf-8")
    bad.write_text("name,email\nA,a@f.example\nB,b\n=C,c@f.example\n", "utf-8")
    assert shell.run("organisation", "add", "Client One").returncode == 0
    taken = shell.run("organisation", "add", "Client One")
    assert (taken.returncode, "already" in taken.stderr) == (2, True)
    assert shell.run("organisation", "add", "Client Two", "--owner", "no@body.example").returncode == 2
    assert shell.run("organisation", "add", "  ").returncode == 2
    assert json.loads(shell.run("import", "people", str(people), "--organisation", "Client One", "--json").stdout) == {
        "added": 1
    }
    assert json.loads(shell.run("import", "sites", str(sites), "--json").stdout) == {"added": 2}
    wrong = shell.run("import", "people", str(bad))
    assert wrong.returncode == 2
    assert "Line 4" in wrong.stderr
    assert "Traceback" not in wrong.stderr
    assert shell.run("import", "people", str(tmp_path / "none.csv")).returncode == 2
    assert shell.run("import", "people", str(people), "--organisation", "Nobody").returncode == 2
    listed = json.loads(shell.run("organisation", "list", "--json").stdout)["organisations"]
    assert [(row["name"], row["sites"], row["members"]) for row in listed] == [("", 2, 1), ("Client One", 0, 1)]
    assert shell.run("ledger", "verify").returncode == 0
