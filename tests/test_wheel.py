"""`pip install .` into an empty environment: everything the product needs is inside the wheel."""

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from rempart import __version__
from tests.daemon.house import until
from tests.servers import hostile
from tests.servers.tls import free_port

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
ROOT = Path(__file__).resolve().parents[1]


class Installed:
    """A fresh virtual environment with the wheel; its dependencies are seen through a path file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "venv" / "bin"
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("REMPART", "PYTHON", "DJANGO"))
        }
        self.environment["REMPART_DATA"] = str(folder / "data")
        self.make()

    def make(self) -> None:
        """Build from a clean copy of the tracked files, offline, with the tools that are here."""
        source = self.folder / "source"
        source.mkdir()
        files = subprocess.run(
            ["git", "ls-files", "-z", "-c", "-o", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
        )
        for name in filter(None, files.stdout.decode().split("\0")):
            if (ROOT / name).is_file() and not name.startswith(("tests/", ".venv")):
                target = source / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes((ROOT / name).read_bytes())
        subprocess.run([sys.executable, "-m", "venv", self.folder / "venv"], check=True)
        packages = next((self.folder / "venv" / "lib").iterdir()) / "site-packages"
        (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
        pip = [self.bin / "python", "-m", "pip", "--disable-pip-version-check"]
        offline = ["--no-build-isolation", "--no-deps", "--no-index"]
        self.run(*pip, "wheel", "-q", *offline, "-w", self.folder, source)
        (self.wheel,) = self.folder.glob("rempart-*.whl")
        self.run(*pip, "install", "-q", "--no-deps", "--no-index", self.wheel)

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        """From a folder that holds no source."""
        done = subprocess.run(
            [*map(str, words)], cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Made once."""
    return Installed(tmp_path_factory.mktemp("wheel"))


def test_what_is_inside(installed: Installed) -> None:
    inside = set(zipfile.ZipFile(installed.wheel).namelist())
    wanted = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "rempart").rglob("*")
        if file.is_file() and file.suffix in {".py", ".toml", ".html", ".css", ".js", ".svg", ".po", ".typ", ".woff2"}
    }
    wanted |= {name.removesuffix(".po") + ".mo" for name in wanted if name.endswith(".po") and "/locale/" in name}
    assert {name for name in wanted if name.endswith(".mo")}
    assert wanted - inside == set()
    assert {"rempart_verify.py", "rempart/requirements/sslyze.txt"} <= inside
    assert not [name for name in inside if name.startswith(("tests/", "dev/", "bench/"))]


def test_the_programs_run(installed: Installed) -> None:
    assert installed.run(installed.bin / "rempart", "--version").stdout == f"rempart {__version__}\n"
    assert "usage: rempart-verify" in installed.run(installed.bin / "rempart-verify", "--help").stdout
    where = installed.run(installed.bin / "python", "-c", "import rempart; print(rempart.__file__)").stdout
    assert where.startswith(str(installed.folder / "venv"))


def test_it_measures(installed: Installed) -> None:
    with hostile.serve(hostile.page(b"<html>")) as port:
        words = ["assess", f"http://127.0.0.1:{port}", "--allow-private", "--json"]
        document = json.loads(installed.run(installed.bin / "rempart", *words).stdout)
    assert len(document["controls"]) >= 115
    assert any(control["facts"] for control in document["controls"])


def test_it_serves_a_page_in_french(installed: Installed) -> None:
    port = free_port()
    log = installed.folder / "up.log"
    with log.open("wb") as out:
        running = subprocess.Popen(
            [installed.bin / "rempart", "up", "--listen", f"127.0.0.1:{port}"],
            cwd=installed.folder, env=installed.environment, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        until(lambda: "/in/" in log.read_text() or running.poll() is not None)
        assert running.poll() is None, log.read_text()
        assert _get(port, "/health")[0] == 200
        status, page = _get(port, "/account/login/")
        assert status == 200
        assert 'lang="fr"' in page
        assert re.search("Se connecter|Connexion|connexion", page)
        style = re.search(r'href="(/static/[^"]+\.css)"', page)
        assert style is not None
        assert _get(port, style[1])[0] == 200
    finally:
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 0


def _get(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    with contextlib.closing(connection):
        connection.request("GET", path, headers={"Accept-Language": "fr"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8")
