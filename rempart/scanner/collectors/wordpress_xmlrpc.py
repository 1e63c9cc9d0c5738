"""xmlrpc.php: does it answer, and does it offer what password guessing and floods are multiplied with?"""

from collections.abc import Sequence

from rempart.facts.wordpress_exposure import WordPressXmlrpc
from rempart.scanner.core.collector import Collector, Look, LookError
from rempart.scanner.core.wordpress.visit import find, still_welcome
from rempart.scanner.core.wordpress.xmlrpc import LIST_METHODS, read_methods
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass


async def collect(look: Look) -> Sequence[WordPressXmlrpc]:
    """One question that changes nothing: which methods are there?"""
    home = await find(look)
    answer = await look.fetch(
        home.core + "/xmlrpc.php", method="POST", headers=(("content-type", "text/xml"),), body=LIST_METHODS
    )
    if answer.status >= 500 or answer.status == 429:
        raise LookError("cannot_tell", f"xmlrpc.php answered {answer.status}; open or closed is not known")
    methods = read_methods(answer.text)
    if not methods.answers:
        await still_welcome(look, home)
        return [WordPressXmlrpc(is_open=False, has_multicall=None, has_pingback=None)]
    names = methods.names
    return [
        WordPressXmlrpc(
            is_open=True,
            has_multicall=None if names is None else "system.multicall" in names,
            has_pingback=None if names is None else "pingback.ping" in names,
        )
    ]


UNIT = Collector(
    "wordpress_xmlrpc", 1, (WordPressXmlrpc,), EvidenceClass.OBSERVED, collect, DAY_S, 45, 6, order=30, settled=True
)
