"""Is it WordPress, and where do its parts stand."""

import pytest

from rempart.scanner.core.collector import Exchange
from rempart.scanner.core.wordpress.page import read_page
from rempart.scanner.core.wordpress.signs import Home, is_wordpress, locate


def at(url: str, body: str, *headers: tuple[str, str]) -> tuple[Exchange, Home]:
    """A front page at that address."""
    answer = Exchange(url, 200, headers, body.encode(), False, 1, "203.0.113.7", True)
    return answer, locate(answer, read_page(body))


@pytest.mark.parametrize(
    "body",
    [
        '<meta name="generator" content="WordPress 6.5">',
        '<link rel="https://api.w.org/" href="https://a.example/wp-json/">',
        '<script src="/wp-includes/js/jquery/jquery.min.js"></script>',
        '<img src="/wp-content/uploads/2024/01/a.png">',
    ],
)
def test_signs_in_the_page(body: str) -> None:
    answer, _ = at("https://a.example/", body)
    assert is_wordpress(answer, read_page(body))


def test_signs_in_headers_and_redirect() -> None:
    for url, header in (
        ("https://a.example/", ("link", '<https://a.example/wp-json/>; rel="https://api.w.org/"')),
        ("https://a.example/", ("x-pingback", "https://a.example/xmlrpc.php")),
        ("https://a.example/wp-admin/install.php", ("server", "nginx")),
    ):
        answer, home = at(url, "", header)
        assert is_wordpress(answer, read_page(""))
        assert home.base == "https://a.example"


def test_talking_of_it_is_no_sign() -> None:
    body = "<p>Our WordPress tips: look into wp-content, and at wp-login.php</p>"
    answer, _ = at("https://a.example/", body)
    assert not is_wordpress(answer, read_page(body))


def test_core_in_a_folder_of_its_own() -> None:
    """WordPress may stand in /wp while the site stands in the root, and its content elsewhere."""
    body = "<link href='https://a.example/wp/wp-includes/css/a.css'><img src='https://a.example/app/wp-content/themes/x/a.png'>"
    _, home = at("https://a.example/", body)
    assert (home.base, home.core, home.content) == (
        "https://a.example",
        "https://a.example/wp",
        "https://a.example/app/wp-content",
    )


def test_site_in_a_folder() -> None:
    _, home = at("https://a.example/blog/", '<script src="/blog/wp-includes/js/a.js"></script>')
    assert (home.base, home.core, home.content, home.api) == (
        "https://a.example/blog",
        "https://a.example/blog",
        "https://a.example/blog/wp-content",
        "https://a.example/blog/wp-json/",
    )


def test_other_hosts_do_not_lead_us_away() -> None:
    """A page of a stranger must not send us to someone else."""
    body = (
        '<link rel="https://api.w.org/" href="https://victim.example/wp-json/">'
        '<script src="https://cdn.example/wp-includes/js/a.js"></script><img src="//cdn.example/wp-content/uploads/a.png">'
    )
    _, home = at("https://a.example/", body)
    assert {home.base, home.core, home.content, home.api} == {
        "https://a.example",
        "https://a.example/wp-content",
        "https://a.example/wp-json/",
    }
