"""The ground the companion is tried on: Apache, PHP-FPM without a shell, and two accounts that do not see each other."""

import os
import urllib.request

import pytest

from tests.servers.apache import Account, Hosting

pytestmark = pytest.mark.slow


def _get(account: Account, path: str) -> str:
    with urllib.request.urlopen(account.url + path, timeout=30, context=account.context()) as answer:
        return str(answer.read().decode())


def test_both_answer_over_tls_with_pretty_links_and_htaccess(any_account: Account) -> None:
    assert "Quarry" in _get(any_account, "/")
    assert '"namespaces"' in _get(any_account, "/wp-json/")  # a rewrite rule of .htaccess
    any_account.write("wp-content/closed/.htaccess", "Require all denied\n")
    any_account.write("wp-content/closed/a.txt", "x")
    try:
        with pytest.raises(urllib.error.HTTPError, match="403"):
            _get(any_account, "/wp-content/closed/a.txt")
    finally:
        any_account.delete("wp-content/closed")


def test_php_has_no_shell_and_sees_no_neighbour(hosting: Hosting) -> None:
    first, second = hosting.accounts["sqlite"], hosting.accounts["mariadb"]
    for own, other in ((first, second), (second, first)):
        own.write("look.php", (
            "<?php echo json_encode([function_exists('exec') || function_exists('popen'),"
            f"@file_get_contents('{other.root}/wp-config.php'), @scandir('{other.home}'), ini_get('disable_functions')]);"
        ))  # fmt: skip
        try:
            assert _get(own, "/look.php").startswith("[false,false,false,")
        finally:
            own.delete("look.php")


def test_users_are_apart_also_without_open_basedir(hosting: Hosting) -> None:
    if os.geteuid() != 0:
        return  # one user for both: only open_basedir keeps them apart, as the test above shows
    first, second = hosting.accounts["sqlite"], hosting.accounts["mariadb"]
    assert first.php("echo posix_getuid();") != second.php("echo posix_getuid();")
    assert first.php(f"var_dump(@file_get_contents('{second.root}/wp-config.php'));").strip() == "bool(false)"
