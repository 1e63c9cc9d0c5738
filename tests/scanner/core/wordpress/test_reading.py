"""Every reader takes anything a stranger may send: no exception, nothing too long, and never slow."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.scanner.core import disclosure
from rempart.scanner.core.collector import Exchange
from rempart.scanner.core.wordpress import components, doors, files, marks, page, signs, users, xmlrpc

PIECES = [
    "<", ">", '"', "'", "=", "/", "\\/", "?", "&", "&amp;", " ", "\n", "\x00", "//", "http://", "https://[", "é", "]]>",
    "<meta ", "<link ", "<a href=", "<body class=", "<input name=", "<form id=", "<!--", "-->", 'name="generator"',
    'content="WordPress 6.5.5"', 'rel="https://api.w.org/"', "href=", "class=", "author author-mason ", "/author/",
    "/wp-content/plugins/", "/wp-content/themes/", "/wp-includes/", "wp-includes/css/dist/block-library/style.min.css",
    "?ver=", "6.5.5", "load-styles.php?", "<generator>https://wordpress.org/?v=", "</generator>", "<loc>", "</loc>",
    "<urlset", "<methodResponse>", "<string>", "system.multicall", "</string>", "=== ", " ===", "Stable tag: ",
    "Theme Name:", "Version: ", "[21-Nov-2025 10:11:12 UTC] PHP", "DB_PASSWORD', ", "<?php", "{", "}", "[", "]", '"slug":',
]  # fmt: skip
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)


def exchange(body: str, status: int = 200, header: str = "") -> Exchange:
    """An answer with this body, and the text in every header that is read."""
    names = ("content-type", "location", "server", "x-powered-by", "x-pingback", "link")
    headers = tuple((name, header) for name in names)
    return Exchange("http://127.0.0.1/", status, headers, body.encode("utf-8", "replace"), False, 1, "127.0.0.1", None)


def read_everything(text: str) -> None:
    """All readers over one text."""
    read = page.read_page(text)
    answer = exchange(text, header=text[:2_000])
    signs.is_wordpress(answer, read)
    signs.is_login(read)
    home = signs.locate(answer, read)
    assert all(len(place) <= page.MAX_TEXT + 20 for place in (home.base, home.core, home.content, home.api))
    found = marks.page_marks(read) + marks.login_marks(read) + marks.feed_marks(text) + marks.opml_marks(text)
    version, sure = marks.weigh(found + marks.readme_marks(text))
    assert 0 <= sure <= 98
    assert version is None or len(version) <= 40
    seen = components.merge(components.page_components(read, version))
    assert len(seen) <= components.MAX_COMPONENTS
    assert all(len(one.slug) <= 80 and len(one.version or "") <= 40 for one in seen)
    components.readme_version(text)
    components.style_version(text)
    users.from_redirect(text)
    users.from_archive(read)
    users.from_links(read)
    users.from_rest(answer.body)
    users.from_oembed(answer.body)
    users.from_sitemap(text)
    users.first_post(read, "http://127.0.0.1")
    xmlrpc.read_methods(text)
    doors.challenge(read)
    doors.second_factor(read)
    doors.registration(answer)
    assert all(len(name) <= page.MAX_TEXT for name in doors.read_rest(answer).namespaces)
    for trace in files.TRACES:
        files.is_there(trace, answer, exchange("", 404))
    files.php_runs(answer, exchange(text, 404))
    assert all(text is None or len(text) <= page.MAX_TEXT for text in disclosure.told_server((answer,)))
    disclosure.told_php((answer,))
    assert len(disclosure.feed_generators(text)) <= disclosure.MAX_GENERATORS


@settings(max_examples=150, deadline=None)
@given(HOSTILE)
def test_hostile_texts(text: str) -> None:
    read_everything(text)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_binary(body: bytes) -> None:
    read_everything(body.decode("utf-8", "replace"))


@pytest.mark.parametrize("piece", PIECES)
def test_never_slow(piece: str) -> None:
    """Two megabytes of one piece, the most a page may weigh: what is quadratic would take minutes here."""
    started = time.process_time()
    read_everything(piece * (2_000_000 // len(piece)))
    assert time.process_time() - started < 10


NESTED: list[Callable[[int], str]] = [lambda n: "[" * n, lambda n: '{"a":' * n, lambda n: "[" * n + "]" * n]


@pytest.mark.parametrize("make", NESTED)
def test_deep_json(make: Callable[[int], str]) -> None:
    assert users.decode(make(200_000).encode()) is None
