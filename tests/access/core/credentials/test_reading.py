"""Settings files read as data: right for real forms, and nonsense breaks nothing."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.access.core.credentials.reading import READERS, kind_of, read
from rempart.access.core.credentials.secret import FILE_MAX_BYTES, Read, Unreadable

WP = r"""<?php
/** define('DB_PASSWORD', 'in a comment'); */
// define('DB_PASSWORD', 'also');
# define('DB_PASSWORD', 'and this');
$x = "define('DB_PASSWORD', 'inside a string')";
define( 'DB_NAME', 'shop' );
define("DB_USER", "shop_user");
define('DB_PASSWORD', 'it\'s \\ here'); define("AUTH_KEY", "a\$b\"c");
if ( ! defined('NONCE_SALT') ) DEFINE('NONCE_SALT',
   'two lines later' , true );
define('FTP_PASS', getenv('FTP_PASS'));
define('SMTP_PASSWORD', "pre{$x}");
define('WP_DEBUG', false);
"""
ENV = """# DB_PASSWORD=comment
export DB_PASSWORD="with # inside" # after
API_KEY = plain # why
DB_USERNAME=shop_user
MAIL_PASSWORD=${FROM_ELSEWHERE}
APP_SECRET=
"""
CNF = "[client]\nuser=root\npassword = 'a;b'\n;password=old\n[mysqldump]\npassword=c #d\n"
NETRC = """machine ftp.example login bob password "s3cret"
default login anonymous
  password two # comment
macdef init
password not this one

machine b.example login x password three
"""


def values(found: Read) -> dict[str, str]:
    return {secret.name: secret.value for secret in found.secrets}


def test_wp_config() -> None:
    found = read(WP.encode(), "wp-config")
    assert values(found) == {"DB_PASSWORD": "it's \\ here", "AUTH_KEY": 'a$b"c', "NONCE_SALT": "two lines later"}
    assert found.near == {"shop", "shop_user"}
    assert found.elsewhere == 2
    assert [secret.line for secret in found.secrets] == [8, 8, 9]


def test_env() -> None:
    found = read(ENV.encode(), "env")
    assert values(found) == {"DB_PASSWORD": "with # inside", "API_KEY": "plain", "APP_SECRET": ""}
    assert (found.near, found.elsewhere) == ({"shop_user"}, 1)


def test_my_cnf() -> None:
    found = read(CNF.encode(), "my.cnf")
    assert [secret.value for secret in found.secrets] == ["a;b", "c"]


def test_netrc() -> None:
    found = read(NETRC.encode(), "netrc")
    assert [secret.value for secret in found.secrets] == ["s3cret", "two", "three"]
    assert found.secrets[1].name == "password of default"


def test_no_secret_stands_in_a_representation() -> None:
    assert "s3cret" not in repr(read(NETRC.encode(), "netrc"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("/a/wp-config.php", "wp-config"), ("wp-config.php.bak", "wp-config"), (".env.local", "env"), ("C:\\x\\_netrc", "netrc"), ("~/.my.cnf", "my.cnf")],
)  # fmt: skip
def test_a_name_says_the_kind(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_other_names_and_files_are_refused() -> None:
    with pytest.raises(Unreadable):
        kind_of("passwords.txt")
    with pytest.raises(Unreadable):
        read(b"a" * (FILE_MAX_BYTES + 1), "env")
    with pytest.raises(Unreadable):
        read(b"PASSWORD=a\0b", "env")
    with pytest.raises(Unreadable):
        read(b"PASSWORD=a\n" * 2_001, "env")


PIECES = st.sampled_from(
    [
        "define",
        "(",
        ")",
        ",",
        "'",
        '"',
        "\\",
        "/*",
        "*/",
        "//",
        "#",
        "\n",
        "=",
        "password",
        "machine",
        "macdef",
        "$x",
        " ",
    ]
)


@given(st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=60).map(lambda parts: "".join(parts).encode())))
@settings(max_examples=200, deadline=None)
def test_nonsense_breaks_nothing(data: bytes) -> None:
    for kind in READERS:
        try:
            found = read(data, kind)
        except Unreadable:
            continue
        assert all(1 <= secret.line <= data.count(b"\n") + 1 for secret in found.secrets)


@pytest.mark.parametrize("piece", ["'", "\\", "/*", "define(", "define('", '"\\', "#", "password ", "$"])
def test_the_largest_file_takes_no_longer_than_its_length(piece: str) -> None:
    data = (piece * FILE_MAX_BYTES)[:FILE_MAX_BYTES].encode()
    for kind in READERS:
        with contextlib.suppress(Unreadable):
            read(data, kind)
