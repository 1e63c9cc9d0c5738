"""Files and folders that strangers should not read, and what a server should not do with them."""

from typing import TYPE_CHECKING

from dev.wordpress.weakness import Weakness, left_behind, switched

if TYPE_CHECKING:
    from dev.wordpress.site import Site

CONFIG = """<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'wordpress' );
define( 'DB_PASSWORD', 'not-a-real-one' );
define( 'DB_HOST', 'localhost' );
$table_prefix = 'wp_';
"""
SWAP = b"b0VIM 9.0\x00\x00\x10\x00\x00" + b"\x00" * 200 + b"utf-8\r\x00U3210" + b"\x00" * 64 + CONFIG.encode()
README = """<!DOCTYPE html>
<html lang="en"><head><title>WordPress &rsaquo; ReadMe</title></head>
<body><h1 id="logo"><a href="https://wordpress.org/">WordPress</a></h1><p>Semantic Personal Publishing Platform</p></body></html>
"""
LOG = "[21-Nov-2025 10:11:12 UTC] PHP Warning:  Undefined variable $stone in /srv/www/wp-content/themes/quarry/index.php on line 3\n"
LICENCE = "WordPress - Web publishing software\n\nGNU General Public License version 2\n"

READ_ME = left_behind("readme", "readme.html is public", "readme.html", README)
LICENCE_TEXT = left_behind("licence", "license.txt is public", "license.txt", LICENCE)
DEBUG_LOG = left_behind("debug_log", "the debug log is public", "wp-content/debug.log", LOG * 400)
ERROR_LOG = left_behind("error_log", "PHP's error log is public", "error_log", LOG)
CONFIG_BAK = left_behind("config_bak", "a copy of wp-config.php", "wp-config.php.bak", CONFIG)
CONFIG_SAVE = left_behind("config_save", "a copy that nano left", "wp-config.php.save", CONFIG)
CONFIG_TILDE = left_behind("config_tilde", "a copy that Emacs left", "wp-config.php~", CONFIG)
CONFIG_SWAP = left_behind("config_swap", "a copy that Vim left", ".wp-config.php.swp", SWAP)
CONFIG_OLD = left_behind("config_old", "an old copy", "wp-config.php.old", CONFIG)
CONFIG_TEXT = left_behind("config_txt", "a copy as text", "wp-config.txt", CONFIG)
LISTING = switched("listing", "folders are listed", "autoindex", True, False)
NOT_INSTALLED = switched("installer_open", "the installer waits for a stranger", "not_installed", True, False)
INSTALLER_LEFT = left_behind(
    "installer_left",
    "the unpacking script of a moved site was left",
    "installer.php",
    "<?php echo '<!DOCTYPE html><html><head><title>Duplicator</title></head><body>Duplicator Installer: Step 1</body></html>';",
)


def _plant_php(site: "Site") -> None:
    site.write("wp-content/uploads/index.php", "<?php\n// Silence is golden.\n")
    site.switch(php_in_uploads=True)


def _remove_php(site: "Site") -> None:
    site.switch(php_in_uploads=False)
    site.delete("wp-content/uploads/index.php")


PHP_IN_UPLOADS = Weakness("php_in_uploads", "PHP runs in the uploads folder", _plant_php, _remove_php)


def _plant_soft(site: "Site") -> None:
    site.switch(soft_404=True)
    site.must_use(
        "soft_404", "add_action('template_redirect', function () { if (is_404()) { status_header(200); } }, 99);"
    )


def _remove_soft(site: "Site") -> None:
    site.switch(soft_404=False)
    site.must_use("soft_404", None)


SOFT_404 = Weakness(
    "soft_404", "every address answers 200: no weakness, but it fools who trusts a status", _plant_soft, _remove_soft
)


def _plant_untold(site: "Site") -> None:
    site.delete("wp-content/uploads/index.php")
    site.switch(php_in_uploads=True)


UNTOLD = Weakness("uploads_untold", "PHP runs in uploads, but nothing there shows it", _plant_untold, _remove_php)
