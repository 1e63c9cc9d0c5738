"""What is shipped of scorm-again is what its pinned package holds."""

import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

import pytest

from dev.wordpress import cache
from rempart.people.web import apps

PACKAGE = "scorm-again@3.4.3"
PACKAGE_SHA512 = "65b7beec0acc51b4f59559ea631b1b1917c8f490fd255a843f364b41d9349df366703609e34e2b30ef676e44341f3c2ec79b80085f732acbdcdbd43f67330e76"
RUNTIME = Path(apps.__file__).parent / "static/people/runtime"
WHERE = {
    "LICENSE": "package/LICENSE",
    "scorm12.min.js": "package/dist/scorm12.min.js",
    "scorm2004.min.js": "package/dist/scorm2004.min.js",
}


@pytest.mark.slow
def test_it_is_shipped_as_it_was_built() -> None:
    def build(work: Path) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=scratch, check=True, capture_output=True)
            (tarball,) = Path(scratch).glob("*.tgz")
            assert hashlib.sha512(tarball.read_bytes()).hexdigest() == PACKAGE_SHA512
            with tarfile.open(tarball) as archive:
                for name in WHERE.values():
                    archive.extract(name, work, filter="data")

    held = cache.built(PACKAGE.replace("@", "-"), build)
    assert {one.name for one in RUNTIME.iterdir()} == set(WHERE)
    for name, path in WHERE.items():
        assert (RUNTIME / name).read_bytes() == (held / path).read_bytes(), name
