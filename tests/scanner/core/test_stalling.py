"""Pages built to stall a reader: each is read in time that grows with its length, not with the square of it."""

import contextlib
import time

import pytest

from rempart.scanner.core.collector import Exchange, LookError
from rempart.scanner.core.headers.checks import judge_exchange
from rempart.scanner.core.headers.page import read_page
from rempart.scanner.core.headers.reading import read_exchange
from rempart.scanner.core.mixed import mixed_content
from rempart.scanner.core.probes.edge import is_same_site
from rempart.scanner.core.wordpress import page as wordpress

SIZE = 2 * 1024 * 1024  # what one answer may hold
ENOUGH_S = (
    20.0  # of this process alone, whatever else the machine does; a square takes hours, a slow machine some seconds
)
PIECES = (
    "<a ", "<a", "<!--", "<![CDATA[", "<!", "<?", "</a", "</", "<a b='", '<a b="', "&#", "<script>", "</script",
    "<title", "<title>", "<a x=", "<a/", "<textarea>", "<", "<svg/onload=", "<link rel=", "<meta ", "<style>@import ",
    "<template>", "<a b='c'",
)  # fmt: skip
LONG = (
    "<style>url(" + " " * SIZE,
    f"<p style='url({' ' * SIZE}'>",
    "<a " + " " * SIZE,
    f"<img srcset='{', ' * SIZE}'>",
)
PAGES = [piece * (SIZE // len(piece)) for piece in PIECES] + list(LONG)

HEADERS = (
    "content-security-policy", "set-cookie", "strict-transport-security", "referrer-policy", "x-frame-options",
    "x-content-type-options", "access-control-allow-origin", "cross-origin-resource-policy",
)  # fmt: skip
HEAD = 60_000  # nearly what the headers of one answer may hold
BITS = (
    "a.",
    "a ",
    ";",
    "=",
    ",",
    "script-src a.",
    "max-age=1",
    "'nonce-",
    "a",
    "//",
    "max-age= ",
    "; Secure ",
    "*.",
    '"',
)
VALUES = [prefix + bit * (HEAD // len(bit)) for bit in BITS for prefix in ("", "script-src ", "max-age=")]


def said(page: str) -> Exchange:
    return Exchange("https://a.example/", 200, (), page.encode(), False, 1, "192.0.2.1", True)


@pytest.mark.parametrize("page", PAGES, ids=[page[:12] for page in PAGES])
def test_no_page_stalls_a_reader(page: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(LookError):
        mixed_content(page)
    read_page(page)
    wordpress.read_page(page)
    is_same_site(said(page), said(page))
    assert time.process_time() - begun < ENOUGH_S


@pytest.mark.parametrize("value", VALUES, ids=[value[:20] for value in VALUES])
def test_no_header_stalls_the_judge(value: str) -> None:
    begun = time.process_time()
    answer = {"status": 200, "headers": dict.fromkeys(HEADERS, value), "body": "", "verified": True}
    judge_exchange(read_exchange({"http": None, "https": answer, "redirects": [value, value]}))
    assert time.process_time() - begun < ENOUGH_S
