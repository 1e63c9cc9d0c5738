"""Sites that are no WordPress, and servers that mean harm: a typed answer from every collector, in time."""

import dataclasses
import time

import pytest

from dev.wordpress import Site
from rempart.facts.not_seen import NotSeen
from rempart.facts.wordpress_core import WordPressCore
from tests.servers import hostile
from tests.servers.look import FAST, hasty, looked_all

EXPOSURE = ["wordpress_components", "wordpress_doors", "wordpress_files", "wordpress_users", "wordpress_xmlrpc"]
ALL = ["wordpress_core", *EXPOSURE]
PLAIN = {
    "page": b"<html><head><title>Stone</title></head><body>We cut stone. We like WordPress.</body></html>",
    "empty": b"",
    "binary": bytes(range(256)) * 4_000,
    "unclosed": b"<meta " * 100_000,
}
HARM = {
    "hang": (hostile.hang, "timeout"),
    "hang_up": (hostile.hang_up, "reset"),
    "header_bomb": (hostile.header_bomb, "too_large"),
}


@pytest.mark.parametrize("name", PLAIN)
def test_not_wordpress(name: str) -> None:
    with hostile.serve(hostile.page(PLAIN[name])) as port:
        facts = looked_all(ALL, f"http://127.0.0.1:{port}")
    core = [fact for fact in facts if isinstance(fact, WordPressCore)]
    assert [fact.is_wordpress for fact in core] == [False]
    others = [fact for fact in facts if isinstance(fact, NotSeen)]
    assert len(others) == len(EXPOSURE)
    assert {(fact.code, fact.is_error) for fact in others} == {("not_wordpress", False)}


@pytest.mark.parametrize("name", HARM)
def test_harm_is_an_error_never_an_answer(name: str) -> None:
    script, code = HARM[name]
    with hostile.serve(script) as port:
        facts = looked_all(ALL, f"http://127.0.0.1:{port}", hasty())
    assert all(isinstance(fact, NotSeen) and fact.is_error for fact in facts)
    assert code in {fact.code for fact in facts if isinstance(fact, NotSeen)}


def test_endless_page_is_read_to_the_limit() -> None:
    started = time.monotonic()
    with hostile.serve(hostile.endless) as port:
        facts = looked_all(ALL, f"http://127.0.0.1:{port}", hasty())
    assert len(facts) == len(ALL)
    assert time.monotonic() - started < 120


def test_refused_front_page_is_unknown() -> None:
    """A wall that turns us away at the door must not be read as no WordPress."""
    answer = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"
    with hostile.serve(hostile.answering(answer)) as port:
        facts = looked_all(ALL, f"http://127.0.0.1:{port}")
    assert {fact.code for fact in facts if isinstance(fact, NotSeen)} == {"cannot_tell"}
    assert len(facts) == len(ALL)


@pytest.mark.slow
def test_all_together_keep_within_seventy_requests(wordpress: Site) -> None:
    """On a site that shows much; the whole outside run has 150 and other collectors need some."""
    limits = dataclasses.replace(FAST, passive_requests=70)
    with wordpress.planted("old_plugin", "old_theme", "rest_open", "user_author_archive", "generator"):
        facts = looked_all([*ALL, "http_disclosure"], wordpress.url, limits)
    assert not [fact for fact in facts if isinstance(fact, NotSeen)]
