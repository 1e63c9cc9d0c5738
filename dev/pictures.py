"""Photographs every page from invented data, in a real browser, so that people can look at what changed.

`dev/pictures.py FOLDER [NAME ...]` writes FOLDER/name-language-scheme-width.png; without names, every page.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "fr", "zh-hans")
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")


def write_pages(folder: Path, languages: list[str], names: list[str]) -> Iterator[tuple[str, str, Path]]:
    """Render to files beside a copy of the static files."""
    from tests.maturity.web.gallery import rendered

    shutil.copytree(ROOT / "rempart/design/static", folder / "static")
    for language in languages:
        for name, html in rendered(language):
            if names and name not in names:
                continue
            file = folder / f"{name}-{language}.html"
            file.write_text(html.replace('"/static/', '"static/'), "utf-8")
            yield name, language, file


def photograph(out: Path, languages: list[str], names: list[str], widths: list[int], schemes: list[str]) -> int:
    """Take the pictures. Returns how many."""
    from dev.browser import chromium

    taken = 0
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        pages = list(write_pages(Path(folder), languages, names))
        for scheme in schemes:
            for width in widths:
                context = browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
                )
                sheet = context.new_page()
                for name, language, file in pages:
                    sheet.goto(file.as_uri())
                    over = sheet.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                    if over > 0:
                        print(f"{name}-{language}-{scheme}-{width}: {over} px too wide")
                    sheet.screenshot(path=out / f"{name}-{language}-{scheme}-{width}.png", full_page=True)
                    taken += 1
                context.close()
    return taken


def main() -> int:
    """Read the arguments, set Django up, photograph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--language", action="append", choices=LANGUAGES)
    parser.add_argument("--width", action="append", type=int)
    parser.add_argument("--scheme", action="append", choices=SCHEMES)
    said = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rempart.console.settings")
    with tempfile.TemporaryDirectory() as state:
        os.environ.setdefault("REMPART_DATA", state)
        import django

        django.setup()
        from dev.catalogues import compile_all

        compile_all(ROOT / "rempart")
        said.folder.mkdir(parents=True, exist_ok=True)
        count = photograph(
            said.folder,
            said.language or list(LANGUAGES),
            said.names,
            said.width or list(WIDTHS),
            said.scheme or list(SCHEMES),
        )
    print(f"{count} pictures in {said.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
