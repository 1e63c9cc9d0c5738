"""xmlrpc.php open, without pingbacks, and closed, on real sites."""

import pytest

from dev.wordpress import Site
from rempart.facts.wordpress_exposure import WordPressXmlrpc
from tests.servers.look import looked

pytestmark = pytest.mark.slow


def test_open_and_closed(any_wordpress: Site) -> None:
    with any_wordpress.planted("xmlrpc_open", "xmlrpc_pingback"):
        assert looked("wordpress_xmlrpc", any_wordpress.url) == WordPressXmlrpc(
            is_open=True, has_multicall=True, has_pingback=True
        )
    with any_wordpress.planted("xmlrpc_open"):
        assert looked("wordpress_xmlrpc", any_wordpress.url) == WordPressXmlrpc(
            is_open=True, has_multicall=True, has_pingback=False
        )
    assert looked("wordpress_xmlrpc", any_wordpress.url) == WordPressXmlrpc(
        is_open=False, has_multicall=None, has_pingback=None
    )
