"""Walls, settings and drills as plain values."""

import pytest

from rempart.staging.core import rules, settings
from rempart.staging.core.confine import Bind, argv, root_inside
from rempart.staging.core.drill import failed_step, worst


@pytest.mark.parametrize(
    ("was", "inside"),
    [
        ("/srv/www/shop", "/srv/www/shop"), ("/tmp/x/www", "/tmp/x/www"), ("/", "/site"), ("/usr/share/wordpress", "/site"),
        ("/etc/site", "/site"), ("/proc/1", "/site"), ("/copy/run", "/site"), ("/rempart/x", "/site"), ("/srv", "/site"),
        ("/srv/../usr/x", "/site"), ("srv/www", "/site"), ("/srv//x", "/site"), ("/srv/a\nb", "/site"), ("/run/x", "/site"),
    ],
)  # fmt: skip
def test_a_site_covers_nothing_of_the_copys_own(was: str, inside: str) -> None:
    assert root_inside(was) == inside


def test_only_what_is_named_is_there() -> None:
    found = argv(
        [Bind("/hub/files", "/srv/www", may_write=True), Bind("/hub/own", "/own")], ["php"], cwd="/srv/www", has=[]
    )
    line = " ".join(found)
    assert "--unshare-all" in found
    assert "--disable-userns" in found
    assert "--die-with-parent" in found
    assert "--clearenv" in found
    assert "--bind /hub/files /srv/www" in line
    assert "--ro-bind /hub/own /own" in line
    assert line.count("--bind ") == 1
    assert line.index("prlimit") < line.index(" php")


def test_the_sites_own_settings_are_read_as_text() -> None:
    config = """<?php
    define('DB_PASSWORD', 'geheim'); define('STRIPE_KEY', 'sk_live');
    define( 'MULTISITE', true );
    define('PATH_CURRENT_SITE', '/');
    define('WPLANG', system('id'));
    $table_prefix = 'shop_';
    """
    tables = ["shop_options", "shop_posts", "shop_users", "wp_options", "wp_posts", "wp_users", "x_options"]
    assert settings.prefix_of(config, tables) == "shop_"
    assert settings.prefix_of("$table_prefix = 'none_';", tables) == "wp_"
    assert settings.prefix_of(config, ["options"]) is None
    names = [*tables, "shop_blogs"]
    over = settings.kept(config, "shop_", names)
    assert over == {
        "MULTISITE": "true", "SUBDOMAIN_INSTALL": "false", "PATH_CURRENT_SITE": "'/'", "SITE_ID_CURRENT_SITE": "1",
        "BLOG_ID_CURRENT_SITE": "1",
    }  # fmt: skip
    assert settings.kept("", "shop_", names) == over  # no settings file came along: the tables say it
    assert settings.kept(config, "shop_", tables) == {}  # a constant alone makes no network
    assert settings.kept("<?php\ndefine('WP_POST_REVISIONS', 3);", "shop_", names) == {"WP_POST_REVISIONS": "3"}
    made = settings.written(
        database={"DB_NAME": "copy"}, prefix="shop_", home="http://a.localhost:1", core="", was=["https://it's.example"],
        secrets={"AUTH_KEY": "k"}, over=over,
    )  # fmt: skip
    assert "geheim" not in made
    assert "sk_live" not in made
    assert "'https://it\\'s.example'" in made
    assert "define('DISABLE_WP_CRON', true)" in made
    assert "define('DOMAIN_CURRENT_SITE', 'a.localhost:1')" in made


def test_rules_are_whole() -> None:
    told = rules.written(engine="mysql", name="copy", file="", prefix="wp_", salt="s", password="p")
    assert '"engine": "mysql"' in told
    kinds = {kind for columns in rules.COLUMNS.values() for kind in columns.values()}
    kinds |= {kind for _, _, found in rules.META.values() for _, kind in found}
    assert kinds <= {
        "logins",
        "mail",
        "name",
        "login",
        "address",
        "phone",
        "postcode",
        "ip",
        "password",
        "empty",
        "secret",
        "gone",
    }


def test_the_worst_of_three_counts() -> None:
    assert worst([]) is None
    assert worst([3, 9, 4, 100]) == 9
    assert worst([3, None, 4]) is None
    assert failed_step([{"name": "boot", "state": "passed"}, {"name": "pages", "state": "failed"}]) == "pages"
    assert failed_step([{"name": "attack", "state": "skipped"}]) == ""
