"""What headers and generators tell, on a real WordPress and on plain pages."""

import pytest

from dev.wordpress import Site
from rempart.facts.http_disclosure import HttpDisclosure
from tests.servers import hostile
from tests.servers.look import looked


@pytest.mark.slow
def test_told_and_hidden(any_wordpress: Site) -> None:
    with any_wordpress.planted("server_versions", "generator"):
        told = looked("http_disclosure", any_wordpress.url)
    version = "6.5.5" if any_wordpress.engine == "sqlite" else "6.1.9"
    assert isinstance(told, HttpDisclosure)
    assert (told.server, told.server_version) == ("Apache", "2.4.62")
    assert told.php_version is not None
    assert told.php_version.startswith("8.")
    assert told.generators == (f"WordPress {version}", f"https://wordpress.org/?v={version}")
    assert looked("http_disclosure", any_wordpress.url) == HttpDisclosure(
        server=None, server_version=None, php_version=None, generators=()
    )


def test_any_site() -> None:
    """It needs no WordPress."""
    page = hostile.page(
        b'<html><head><meta name="Generator" content="Hugo 0.121.1"></head></html>', b"Server: nginx/1.25.3\r\n"
    )
    with hostile.serve(page) as port:
        assert looked("http_disclosure", f"http://127.0.0.1:{port}") == HttpDisclosure(
            server="nginx", server_version="1.25.3", php_version=None, generators=("Hugo 0.121.1",)
        )
