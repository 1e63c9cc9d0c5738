"""What a WordPress site lets strangers see or reach."""

from typing import ClassVar

from rempart.facts.fact import Fact


class WordPressUsers(Fact, frozen=True, kw_only=True):
    """`ways` that told a sign-in name: author_archive, rest, oembed, sitemap, login_error. Names are never kept.

    `tells_admin` is true when one of the names is `admin` or `administrator`.
    """

    kind: ClassVar[str] = "wordpress.users"

    ways: tuple[str, ...]
    names_seen: int
    tells_admin: bool


class WordPressXmlrpc(Fact, frozen=True, kw_only=True):
    """xmlrpc.php: does it answer at all, does it list system.multicall and pingback.ping."""

    kind: ClassVar[str] = "wordpress.xmlrpc"

    is_open: bool
    has_multicall: bool | None
    has_pingback: bool | None


class WordPressFiles(Fact, frozen=True, kw_only=True):
    """Paths that answered with what they must not; each list is empty when looked for and not found."""

    kind: ClassVar[str] = "wordpress.files"

    told: tuple[str, ...]
    logs: tuple[str, ...]
    config_copies: tuple[str, ...]
    listings: tuple[str, ...]
    php_in_uploads: bool | None
    installer_open: bool
    looked_for: int


class WordPressDoors(Fact, frozen=True, kw_only=True):
    """Sign-in and registration as a stranger finds them. `challenge` = captcha or proof of work on the form.

    `login_path` None = no standard sign-in page found (moved or closed).
    """

    kind: ClassVar[str] = "wordpress.doors"

    login_path: str | None
    challenge: str | None
    second_factor_hint: str | None
    registration_open: bool | None
    rest_open: bool | None
    rest_namespaces: tuple[str, ...]
    application_passwords: bool | None
