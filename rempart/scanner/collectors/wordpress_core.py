"""Which WordPress answers: several marks that are altered independently, weighed against each other."""

from collections.abc import Sequence

from rempart.facts.wordpress_core import Mark, WordPressCore
from rempart.scanner.core.collector import Collector, Look
from rempart.scanner.core.wordpress import marks
from rempart.scanner.core.wordpress.page import read_page
from rempart.scanner.core.wordpress.releases import releases
from rempart.scanner.core.wordpress.signs import LOGIN, Home
from rempart.scanner.core.wordpress.visit import feed_url, front, get, made_up, try_text
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass


async def collect(look: Look) -> Sequence[WordPressCore]:
    """At most nine requests beside the front page; the sign-in page and the feed are shared with others."""
    home = (await front(look)).home
    if home is None:
        return [_fact(False, None, 0, [])]
    found = marks.page_marks(home.page)
    found += marks.feed_marks(await try_text(look, feed_url(home)))
    found += marks.login_marks(read_page(await try_text(look, home.core + LOGIN)))
    found += marks.opml_marks(await try_text(look, home.core + "/wp-links-opml.php"))
    found += marks.readme_marks(await try_text(look, home.core + "/readme.html"))
    found += await _branch(look, home)
    version, sure = marks.weigh(found)
    return [_fact(True, version, sure, found)]


def _fact(is_wordpress: bool, version: str | None, sure: int, found: Sequence[Mark]) -> WordPressCore:
    return WordPressCore(
        is_wordpress=is_wordpress,
        version=version,
        confidence_percent=sure,
        marks=tuple(found),
        newest=releases().newest,
        feed_date_ms=releases().date_ms,
    )


async def _branch(look: Look, home: Home) -> list[Mark]:
    """Halving: three questions for the five files, one for a made-up file that must not be there."""
    if await _is_script(look, f"{home.core}/wp-includes/js/dist/{made_up(look)}.min.js"):
        return []
    low, high = 0, len(marks.BRANCH_FILES)
    while low < high:
        middle = (low + high) // 2
        is_there = await _is_script(look, home.core + marks.BRANCH_FILES[middle][1])
        low, high = (middle + 1, high) if is_there else (low, middle)
    return marks.branch_marks(low)


async def _is_script(look: Look, url: str) -> bool:
    answer = await get(look, url)
    return answer.status == 200 and "javascript" in (answer.header("content-type") or "")


UNIT = Collector("wordpress_core", 1, (WordPressCore,), EvidenceClass.OBSERVED, collect, DAY_S, 60, 26, order=12)
