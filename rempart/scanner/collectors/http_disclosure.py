"""What the site tells every stranger about its software: server, PHP, generators."""

from collections.abc import Sequence

from rempart.facts.http_disclosure import HttpDisclosure
from rempart.scanner.core.collector import Collector, Look
from rempart.scanner.core.disclosure import feed_generators, told_php, told_server
from rempart.scanner.core.front import check_page
from rempart.scanner.core.welcome import heard
from rempart.scanner.core.wordpress.page import read_page, unique
from rempart.scanner.core.wordpress.signs import locate
from rempart.scanner.core.wordpress.visit import announced_feed, get
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass


async def collect(look: Look) -> Sequence[HttpDisclosure]:
    """The front page, and the feed it announces: both are asked for by others as well."""
    chain = await look.follow(look.target.url("/"))
    page = read_page(heard(chain[-1]).text)
    generators = list(page.generators)
    if feed := announced_feed(locate(chain[-1], page)):
        generators += feed_generators((await get(look, feed)).text)
    server, version = told_server(chain)
    php = told_php(chain)
    if not (version or php or generators):
        check_page(chain[-1])  # that nothing is told can be said only of a page that was read to its end
    return [HttpDisclosure(server=server, server_version=version, php_version=php, generators=unique(generators))]


UNIT = Collector("http_disclosure", 1, (HttpDisclosure,), EvidenceClass.OBSERVED, collect, DAY_S, 45, 6, order=20)
