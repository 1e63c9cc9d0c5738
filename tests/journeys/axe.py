"""axe-core, fetched once through npm into the cache folder, and asked about a page as it stands."""

import hashlib
import subprocess
import tarfile
import tempfile
from functools import lru_cache
from pathlib import Path

from playwright.sync_api import Page

from dev.wordpress import cache

PACKAGE = "axe-core@4.14.1"
PACKAGE_SHA512 = "1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b734f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ASK = """async ({tags, rules}) => {
  const only = rules.length ? {type: 'rule', values: rules} : {type: 'tag', values: tags};
  const found = await axe.run(document, {runOnly: only, resultTypes: ['violations'], preload: false});
  return found.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' :: ' + n.html.slice(0, 160) + ' :: ' + (n.any[0]?.message ?? ''))]);
}"""
BY_COLOUR = ["color-contrast", "link-in-text-block"]  # all that a colour scheme can change


@lru_cache
def script() -> str:
    """The program. Raises RuntimeError when npm hands out another package than the one pinned."""

    def build(work: Path) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=scratch, check=True, capture_output=True)
            (tarball,) = Path(scratch).glob("*.tgz")
            if hashlib.sha512(tarball.read_bytes()).hexdigest() != PACKAGE_SHA512:
                raise RuntimeError(f"{PACKAGE} is not the package that was pinned")
            with tarfile.open(tarball) as archive:
                archive.extract("package/axe.min.js", work, filter="data")

    return (cache.built(PACKAGE.replace("@", "-"), build) / "package/axe.min.js").read_text("utf-8")


def offences(page: Page, *, only_colours: bool = False) -> list[str]:
    """Rule and first places of each violation. Evaluated from outside, so the content policy stays as strict as it is."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(script())
    found = page.evaluate(ASK, {"tags": TAGS, "rules": BY_COLOUR if only_colours else []})
    return [f"{rule}: {place}" for rule, places in found for place in places]
