"""Ordinary archives are safe: what stands on every machine that runs these tests."""

import ensurepip
import shutil
from pathlib import Path

import pytest

from rempart.mail.net.inspecting import inspect
from tests.mail.archives import Made as M
from tests.mail.archives import bsdtar, tarred, zipped
from tests.mail.looking import look

PACKAGES = sorted(Path(ensurepip.__file__).parent.glob("_bundled/*.whl"))
PAPERS = sorted(Path("/usr/share/doc").glob("*/changelog.Debian.gz"))[:6]


@pytest.mark.parametrize("file", PACKAGES, ids=lambda file: file.name)
def test_pythons_own_packages(file):
    """pip and setuptools bring programs for Windows."""
    assert (inspect(file).verdict, inspect(file).reasons) == ("safe", ())


def test_papers_of_debians(tmp_path):
    for number, file in enumerate(PAPERS):
        shutil.copy(file, tmp_path / f"{number}.gz")
        assert inspect(tmp_path / f"{number}.gz").verdict == "safe", file


@pytest.mark.parametrize(
    "data",
    [
        zipped(M("plugin/readme.txt"), M("plugin/plugin.php"), M("plugin/admin.js"), M("plugin/a.css"), M("plugin/b/c.php")),
        zipped(M("site/index.html"), M("site/app.js"), M("site/a.css")),
        tarred(M("package/package.json"), M("package/index.js"), M("package/bin.cmd"), M("package/a.d.ts"), M("package/LICENSE")),
        zipped(M("proj-main/README.md"), M("proj-main/LICENSE"), M("proj-main/gradlew.bat"), M("proj-main/a/b.kt"), M("proj-main/c.kts")),
        tarred(M("lib/libx.so.1.2"), M("lib/libx.so.1", kind="link", target="libx.so.1.2"), M("lib/a::b.3pm"), M(r"u/by\x2duuid")),
        zipped(M("Photos/été 1.jpg"), M("Photos/été 2.jpg"), M("报告/二月.xlsx", b"x"), M("Photos", kind="folder")),
        zipped(M("a/Makefile"), M("a/makefile"), M("A/b"), M("a/v1.2.txt")),
    ],
    ids=["WordPress plug-in", "site", "npm package", "sources", "links within", "photos", "letters large and small"],
)  # fmt: skip
def test_what_people_really_send(data):
    seen = look(data)
    assert (seen.verdict, seen.reasons) == ("safe", ())


def test_a_package_of_debians():
    """Absolute links are meant there, modules are named after what they read, and static libraries are no archives."""
    inner = tarred(
        M("./usr/share/php/getid3/module.graphic.gif.php"), M("./usr/bin/x.exe"), M("./etc/x", kind="link", target="/usr/bin/x.exe"),
        M("./usr/lib/y", kind="link", target="../../../../etc/y"), M("./usr/lib/liba.a", b"!<arch>\n/               "),
    )  # fmt: skip
    package = bsdtar(tarred(M("debian-binary", b"2.0\n"), M("data.tar", inner)), ["--format", "ar"])
    seen = look(package, "x.deb")
    assert (seen.verdict, seen.reasons, seen.entries) == ("safe", (), 2)
    evil = bsdtar(tarred(M("debian-binary", b"2.0\n"), M("data.tar", tarred(M("../../x")))), ["--format", "ar"])
    assert look(evil, "x.deb").verdict == "unsafe"


def test_a_lure_that_is_packed_as_software():
    padding = [M("LICENSE"), M("a.txt"), M("b.txt"), M("c.txt"), M("d.txt")]
    assert look(zipped(*padding, M("setup.exe"))).verdict == "safe"  # the rule's price, as docs/archives.md says
    assert look(zipped(*padding, M("invoice.lnk"))).verdict == "unsafe"
    assert look(zipped(*padding, M("invoice.pdf.exe"))).verdict == "unsafe"
    assert look(zipped(M("x/MANIFEST.MF"), M("setup.exe"))).verdict == "unsafe"
