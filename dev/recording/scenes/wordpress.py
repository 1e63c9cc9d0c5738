"""The real WordPress 6.5.5 with weaknesses planted and removed, and a plain page that is none."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from dev.recording.form import Side
from dev.recording.scene import Fixtures, Scene, Stand
from dev.recording.serving import page, served

PORT = 8080  # what every plain port is recorded as
WORDPRESS = (
    "wordpress_components",
    "wordpress_core",
    "wordpress_doors",
    "wordpress_files",
    "wordpress_users",
    "wordpress_xmlrpc",
)
EVERY_WAY = ("user_author_archive", "user_oembed", "user_rest", "user_sitemap", "rest_open")
TOLD = ("generator", "script_versions", "server_versions", "old_plugin", "old_theme")
LEFT = ("readme", "licence", "config_bak", "config_swap", "debug_log", "listing", "php_in_uploads")
DOORS = ("xmlrpc_open", "xmlrpc_pingback", "login_no_challenge", "login_no_second_factor", "registration_open")


def wordpress(*weaknesses: str) -> Callable[[Fixtures], AbstractContextManager[Stand]]:
    """The hardened site with these weaknesses while it is looked at."""

    @contextmanager
    def stand(fixtures: Fixtures) -> Iterator[Stand]:
        site = fixtures.site
        with site.planted(*weaknesses):
            yield Stand(site.url, ports={site.port: PORT})

    return stand


@contextmanager
def in_maintenance(fixtures: Fixtures) -> Iterator[Stand]:
    """As WordPress is while it updates itself, and stays when an update breaks off."""
    site = fixtures.site
    site.write(".maintenance", "<?php $upgrading = time();")
    try:
        yield Stand(site.url, ports={site.port: PORT})
    finally:
        site.delete(".maintenance")


@contextmanager
def no_wordpress(_: Fixtures) -> Iterator[Stand]:
    """One page, and nothing beside it."""
    with served(page()) as port:
        yield Stand(f"http://127.0.0.1:{port}", ports={port: PORT})


def only(collector: str, scene: str, side: Side, what: str, *weaknesses: str) -> Scene:
    """A state that matters to one collector."""
    return Scene(scene, side, f"WordPress 6.5.5: {what}", (collector,), wordpress(*weaknesses))


FILES, CORE = "wordpress_files", "wordpress_core"
SCENES = (
    Scene(
        "closed",
        "good",
        "WordPress 6.5.5, every weakness removed",
        (*WORDPRESS, "http_availability", "http_disclosure"),
        wordpress(),
    ),
    Scene(
        "open",
        "broken",
        "WordPress 6.5.5 that tells everything and leaves doors and files open",
        (*WORDPRESS, "http_disclosure"),
        wordpress(*EVERY_WAY, *TOLD, *LEFT, *DOORS, "user_admin_name", "application_passwords"),
    ),
    Scene(
        "newest",
        "good",
        "WordPress that passes for the newest release in everything it shows",
        ("wordpress_components", CORE),
        wordpress("dressed_as_newest", "generator", "script_versions"),
    ),
    Scene("in_maintenance", "broken", "WordPress that is stuck in an update", ("http_availability",), in_maintenance),
    Scene("stranger", "blind", "a page that is no WordPress", WORDPRESS, no_wordpress),
    only(CORE, "lying", "broken", "generator tags tell a version that is not there", "generator", "core_lie"),
    only("wordpress_components", "untold", "broken", "a plug-in keeps its version to itself", "plugin_untold"),
    only("wordpress_users", "admin_told", "broken", "author pages tell admin", EVERY_WAY[0], "user_admin_name"),
    only("wordpress_users", "name_told", "broken", "author pages tell a name that is not admin", EVERY_WAY[0]),
    only("wordpress_xmlrpc", "no_pingback", "broken", "xmlrpc.php without pingbacks", "xmlrpc_open"),
    only("wordpress_doors", "moved", "good", "the sign-in page is elsewhere", "login_moved"),
    only("http_disclosure", "generator_only", "broken", "only the generator tells", "generator"),
    only(FILES, "stock", "good", "only what every WordPress brings", "readme", "licence"),
    only(FILES, "log_told", "broken", "the debug log is public", "debug_log"),
    only(FILES, "listing", "broken", "folders are listed", "listing"),
    only(FILES, "installer_open", "broken", "the installer waits for a stranger", "installer_open"),
    only(FILES, "uploads_untold", "broken", "PHP runs in uploads, but nothing there shows it", "uploads_untold"),
)
