"""The status page for strangers and as files: three languages, no host, no person, no cost."""

from pathlib import Path

import pytest
from django.test import Client

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.watch.actions.change_monitor import Wish, add_monitor
from rempart.watch.actions.change_page import change_page, page_of
from rempart.watch.actions.pass_time import now_mark
from rempart.watch.actions.take_outage import take_outage
from rempart.watch.actions.take_parcels import take_in
from rempart.watch.core.outcome import Outcome
from rempart.watch.core.wire import Seen
from rempart.watch.store.models import Monitor
from rempart.watch.web.static_page import write_status
from tests.cast import Cast

HEADLINES = {"en": "It is down", "fr": "Il ne répond plus", "zh-hans": "已中断"}


@pytest.fixture
def down(cast_: Cast) -> Monitor:
    site = add_site(cast_.alice, cast_.lavande, "https://secret-host.example")
    wish = Wish("Boutique <b>", 20, {"address": "https://secret-host.example/"}, is_shown=True)
    row = add_monitor(cast_.alice, cast_.lavande, site, "http", wish)
    hidden = Wish("Inside", 20, {"address": "https://inside.example/"})
    add_monitor(cast_.alice, cast_.lavande, site, "http", hidden)
    began = now_ms() - 60_000
    outcomes = [Outcome.OK] + [Outcome.BAD] * 4
    take_in([Seen(row.uid, one, 0, "", began + n * 5_000, 90) for n, one in enumerate(outcomes)], now_mark())
    take_outage(cast_.alice, row)
    change_page(cast_.alice, cast_.lavande, "Maison Lavande", is_open=True)
    return row


@pytest.mark.parametrize("language", HEADLINES)
def test_a_stranger_reads_it_in_three_languages(down: Monitor, cast_: Cast, language: str) -> None:
    stranger = Client(headers={"Accept-Language": language})
    answer = stranger.get(f"/status/{page_of(cast_.lavande).key}/")
    page = answer.content.decode()
    assert HEADLINES[language] in page
    for hidden in ("secret-host", "inside.example", "Inside", "Alice", "<b>"):
        assert hidden not in page.split("</head>")[1].replace("<b></b>", ""), hidden
    assert "private" in answer["Cache-Control"]
    Monitor.objects.update(title="Renamed")
    assert "Renamed" not in stranger.get(f"/status/{page_of(cast_.lavande).key}/").content.decode()  # drawn once
    change_page(cast_.alice, cast_.lavande, "x", is_open=False)
    assert stranger.get(f"/status/{page_of(cast_.lavande).key}/").status_code == 404  # closing waits for nothing


def test_it_is_written_as_files_that_need_nothing_of_us(down: Monitor, cast_: Cast, tmp_path: Path) -> None:
    files = write_status(page_of(cast_.lavande), tmp_path / "status")
    names = sorted(str(file.relative_to(tmp_path / "status")) for file in files)
    assert names == ["fr/index.html", "index.html", "rempart.css", "zh-hans/index.html"]
    for code, words in HEADLINES.items():
        file = tmp_path / "status" / ("" if code == "en" else code) / "index.html"
        page = file.read_text("utf-8")
        assert words in page
        assert "<form" not in page
        assert "/static/" not in page
        assert file.stat().st_mode & 0o044
