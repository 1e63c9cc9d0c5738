"""The status page as plain files: to be hosted apart, so that it answers when everything else is dark."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from rempart.ledger import durable
from rempart.watch.store.models import StatusPage
from rempart.watch.web.present_status import status_of

STYLE = "design/rempart.css"


def write_status(page: StatusPage, folder: Path) -> list[Path]:
    """`index.html` in English and one folder a language, each whole before it has its name; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    found = finders.find(STYLE)
    assert isinstance(found, str)
    files = [_put(folder / "rempart.css", Path(found).read_bytes())]
    for code, _name in settings.LANGUAGES:
        is_first = code == settings.LANGUAGE_CODE
        place = folder if is_first else folder / code
        place.mkdir(exist_ok=True)
        base = "" if is_first else "../"
        with translation.override(code):
            whole = {**status_of(page), "base": base, "languages": _languages(base)}
            text = render_to_string("watch/status_file.html", whole)
        files.append(_put(place / "index.html", text.encode()))
    return files


def _languages(base: str) -> list[tuple[str, str, str]]:
    return [
        (code, str(name), base + ("index.html" if code == settings.LANGUAGE_CODE else f"{code}/index.html"))
        for code, name in settings.LANGUAGES
    ]


def _put(file: Path, data: bytes) -> Path:
    durable.put(file, data)
    file.chmod(0o644)  # a web server of another account reads it
    return file
