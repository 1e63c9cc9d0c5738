"""Each file that should not answer: left, found, taken away, no longer found."""

import pytest

from dev.wordpress import Site
from rempart.facts.wordpress_exposure import WordPressFiles
from tests.servers.look import looked

pytestmark = pytest.mark.slow
CLEAN = WordPressFiles(
    told=(), logs=(), config_copies=(), listings=(), php_in_uploads=False, installer_open=False, looked_for=21
)
FOUND = {
    "readme": ("told", ("/readme.html",)),
    "licence": ("told", ("/license.txt",)),
    "debug_log": ("logs", ("/debug.log",)),
    "error_log": ("logs", ("/error_log",)),
    "config_bak": ("config_copies", ("/wp-config.php.bak",)),
    "config_save": ("config_copies", ("/wp-config.php.save",)),
    "config_tilde": ("config_copies", ("/wp-config.php~",)),
    "config_swap": ("config_copies", ("/.wp-config.php.swp",)),
    "config_old": ("config_copies", ("/wp-config.php.old",)),
    "config_txt": ("config_copies", ("/wp-config.txt",)),
    "php_in_uploads": ("php_in_uploads", True),
    "installer_open": ("installer_open", True),
    "installer_left": ("installer_open", True),
}


def files(site: Site) -> WordPressFiles:
    """What the collector says."""
    fact = looked("wordpress_files", site.url)
    assert isinstance(fact, WordPressFiles)
    return fact


@pytest.mark.parametrize("name", FOUND)
def test_each_is_found_and_then_gone(any_wordpress: Site, name: str) -> None:
    field, value = FOUND[name]
    with any_wordpress.planted(name):
        fact = files(any_wordpress)
    assert getattr(fact, field) == value
    assert {f for f in fact.__struct_fields__ if getattr(fact, f) != getattr(CLEAN, f)} == {field}
    assert files(any_wordpress) == CLEAN


def test_listings(any_wordpress: Site) -> None:
    """WordPress puts a silent index.php into plugins; uploads and wp-includes have none."""
    any_wordpress.delete("wp-content/uploads/index.php")
    with any_wordpress.planted("listing"):
        assert files(any_wordpress).listings == ("/uploads/", "/wp-includes/")
    assert files(any_wordpress).listings == ()


def test_uploads_that_tell_nothing_are_unknown(any_wordpress: Site) -> None:
    with any_wordpress.planted("uploads_untold"):
        assert files(any_wordpress).php_in_uploads is None


def test_soft_404_invents_nothing(wordpress: Site) -> None:
    with wordpress.planted("soft_404"):
        fact = files(wordpress)
    assert (fact.told, fact.logs, fact.config_copies, fact.listings, fact.installer_open) == ((), (), (), (), False)
    assert fact.php_in_uploads is not True


def test_soft_404_hides_nothing(wordpress: Site) -> None:
    with wordpress.planted("soft_404", "config_bak", "debug_log"):
        fact = files(wordpress)
    assert fact.config_copies == ("/wp-config.php.bak",)
    assert fact.logs == ("/debug.log",)
