"""Sign-in, registration and REST, each open and closed, on real sites."""

import pytest

from dev.wordpress import Site
from rempart.facts.wordpress_exposure import WordPressDoors
from tests.servers.look import looked

pytestmark = pytest.mark.slow


def doors(site: Site) -> WordPressDoors:
    """What the collector says."""
    fact = looked("wordpress_doors", site.url)
    assert isinstance(fact, WordPressDoors)
    return fact


def test_all_open(any_wordpress: Site) -> None:
    names = ["login_no_challenge", "login_no_second_factor", "registration_open", "rest_open", "application_passwords"]
    with any_wordpress.planted(*names):
        fact = doors(any_wordpress)
    assert fact == WordPressDoors(
        login_path="/wp-login.php",
        challenge=None,
        second_factor_hint=None,
        registration_open=True,
        rest_open=True,
        rest_namespaces=("oembed/1.0", "wp-block-editor/v1", "wp-site-health/v1", "wp/v2"),
        application_passwords=True,
    )


def test_all_closed(any_wordpress: Site) -> None:
    assert doors(any_wordpress) == WordPressDoors(
        login_path="/wp-login.php",
        challenge="turnstile",
        second_factor_hint="google_authenticator",
        registration_open=False,
        rest_open=False,
        rest_namespaces=(),
        application_passwords=None,
    )


def test_application_passwords_need_encryption(wordpress: Site) -> None:
    with wordpress.planted("rest_open"):
        assert doors(wordpress).application_passwords is False


def test_moved_sign_in_is_not_found(wordpress: Site) -> None:
    with wordpress.planted("login_moved"):
        fact = doors(wordpress)
    assert (fact.login_path, fact.challenge, fact.registration_open) == (None, None, None)


def test_soft_404_invents_nothing(wordpress: Site) -> None:
    with wordpress.planted("soft_404"):
        assert doors(wordpress).registration_open is False
