"""The settings file that stands in a copy instead of the site's own, which is never run: it knows the real database."""

import re
from collections.abc import Iterable

NETWORK = "MULTISITE"
MAX_CONFIG = 256 * 1024  # bytes of a wp-config.php that are looked at
_PREFIX = re.compile(r"""^\s*\$table_prefix\s*=\s*(['"])([A-Za-z0-9_]{0,60})\1\s*;""", re.MULTILINE)
_DEFINE = re.compile(
    r"""^\s*define\s*\(\s*(['"])([A-Z_]{3,40})\1\s*,\s*(true|false|\d{1,9}|'[A-Za-z0-9_./:-]{0,120}'|"[A-Za-z0-9_./:-]{0,120}")""",
    re.MULTILINE | re.IGNORECASE,
)
# The only constants that come over from the site's own file, and only as plain values.
KEPT = frozenset(
    {NETWORK, "SITE_ID_CURRENT_SITE", "BLOG_ID_CURRENT_SITE", "WPLANG",
     "WP_ALLOW_MULTISITE", "WP_POST_REVISIONS", "EMPTY_TRASH_DAYS", "WP_DEFAULT_THEME", "MEDIA_TRASH"}
)  # fmt: skip


def prefix_of(config: str, tables: Iterable[str]) -> str | None:
    """WordPress's prefix, by its own tables; the settings file decides between several. None where there are none."""
    names = set(tables)
    found = sorted(name.removesuffix("options") for name in names if name.endswith("options"))
    fits = [one for one in found if {f"{one}posts", f"{one}users"} <= names]
    named = _PREFIX.search(config[:MAX_CONFIG])
    if named and named[2] in fits:
        return named[2]
    return min(fits, key=len, default=None)


def kept(config: str, prefix: str, tables: Iterable[str]) -> dict[str, str]:
    """What may come over, as PHP writes it. A network stands below one address: its sites' own names lead elsewhere.

    Where no settings file came along, the tables say whether it is a network.
    """
    found = {seen[2]: seen[3] for seen in _DEFINE.finditer(config[:MAX_CONFIG]) if seen[2] in KEPT}
    is_one = found.pop(NETWORK, "" if config else "true").lower() == "true" and f"{prefix}blogs" in set(tables)
    if not is_one:
        return {name: value for name, value in found.items() if not name.endswith("_CURRENT_SITE")}
    usual = {"SITE_ID_CURRENT_SITE": "1", "BLOG_ID_CURRENT_SITE": "1"}
    return {**usual, **found, NETWORK: "true", "SUBDOMAIN_INSTALL": "false", "PATH_CURRENT_SITE": "'/'"}


def word(text: str) -> str:
    """As a PHP string."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def written(
    *, database: dict[str, str], prefix: str, home: str, core: str, was: Iterable[str], secrets: dict[str, str],
    over: dict[str, str],
) -> str:  # fmt: skip
    """The PHP file. `home` is the copy's address, `core` where below it WordPress stands, `was` the site's addresses;
    `over` are constants from the site's own file."""
    lines = ["<?php"]
    constants = {
        **{name: word(value) for name, value in {**database, **secrets}.items()},
        "REMPART_COPY_HOME": word(home),
        "DISABLE_WP_CRON": "true", "ALTERNATE_WP_CRON": "false", "WP_HTTP_BLOCK_EXTERNAL": "true",
        "AUTOMATIC_UPDATER_DISABLED": "true", "WP_AUTO_UPDATE_CORE": "false", "FORCE_SSL_ADMIN": "false",
        "WP_DEBUG": "false", "WP_CACHE": "false", "FS_METHOD": "'direct'", "COOKIE_DOMAIN": "''",
        "WP_ENVIRONMENT_TYPE": "'staging'",
    }  # fmt: skip
    if NETWORK in over:
        over = {**over, "DOMAIN_CURRENT_SITE": word(home.partition("://")[2])}
    else:  # in a network they would be every site's
        constants |= {"WP_HOME": word(home), "WP_SITEURL": word(home + core)}
    lines += [
        f"defined({word(name)}) || define({word(name)}, {value});" for name, value in {**constants, **over}.items()
    ]
    lines.append(f"const REMPART_COPY_WAS = [{', '.join(word(one) for one in was)}];")
    lines.append(f"$table_prefix = {word(prefix)};")
    return "\n".join(lines) + "\n"
