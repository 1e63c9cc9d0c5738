"""The other sites of a network: each has tables of its own, which WordPress brings up one site at a time.

WordPress's own "Upgrade Network" asks `wp-admin/upgrade.php` of each site, without signing in (WordPress Developer
Handbook, Multisite); so do we, and in a copy the versions are read again afterwards.
"""

import time
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import msgspec

from rempart.channel.copies import Copy
from rempart.channel.source import Trouble
from rempart.updates.core.crawl import fault
from rempart.updates.net.crawl import UPGRADE, Visitor, to_live, visitor_of
from rempart.updates.net.probe import told

MOST = 200  # sites; more are left to "Upgrade Network"
WITHIN_S = 300.0  # for all of them
_BEHIND = """
global $wpdb, $wp_db_version;
$found = array();
if (is_multisite()) {
  $asked = array('number' => %(most)d, 'site__not_in' => array(get_main_site_id()), 'archived' => 0, 'deleted' => 0, 'spam' => 0);
  foreach (get_sites($asked) as $site) {
    $options = $wpdb->get_blog_prefix($site->blog_id) . 'options';
    $rows = $wpdb->get_results("SELECT option_name AS n, option_value AS v FROM $options WHERE option_name IN ('siteurl', 'db_version')", OBJECT_K);
    if (isset($rows['siteurl'], $rows['db_version']) && (int) $rows['db_version']->v < (int) $wp_db_version) {
      $found[] = array((string) (wp_parse_url(get_site_url($site->blog_id), PHP_URL_PATH) ?: ''), (string) $rows['siteurl']->v);
    }
  }
}
echo "%(mark)s" . base64_encode(json_encode($found)) . "%(mark)s";
"""
Tell = Callable[[int, int], None]


def behind(copy: Copy) -> list[tuple[str, str]]:
    """Sites of the copy beside its main one whose tables are older than its files: the path below the copy's address, and
    the true address. Empty where there is no network. Raises Trouble `bad_answer`."""
    try:
        return msgspec.convert(told(copy, _BEHIND, most=MOST), list[tuple[str, str]])[:MOST]
    except msgspec.ValidationError as bad:
        raise Trouble("bad_answer", "the copy does not tell its sites") from bad


def bring_up(copy: Copy, tell: Tell) -> tuple[list[str], str]:
    """The true addresses of those that were behind, and what is wrong with the first that is so still. Raises Trouble."""
    was = behind(copy)
    who, ends = visitor_of(copy, signed_in=True), time.monotonic() + WITHIN_S
    for number, (path, _address) in enumerate(was):
        if time.monotonic() > ends:
            return [], f"{path}: too_long"
        tell(number, len(was))
        page = who.open(f"{path.rstrip('/')}/{UPGRADE}")
        if broken := fault(page.status, page.text):
            return [], f"{path}: {broken}"
    left = behind(copy) if was else []
    return [address for _path, address in was], f"{left[0][0]}: behind" if left else ""


def bring_up_live(addresses: Sequence[str], home: str, tell: Tell, *, allow_private: bool) -> int:
    """How many were not brought up: they did not answer, time was over, or they stand on a host that is neither the site's
    own nor below it. Those names came out of a database, and nobody has shown that they are the same house's."""
    left, ends = 0, time.monotonic() + WITHIN_S
    for number, address in enumerate(addresses):
        tell(number, len(addresses))
        if not _is_of_the_house(address, home) or time.monotonic() > ends:
            left += 1
            continue
        left += not _is_up(address.rstrip("/") + "/", allow_private)
    return left


def _is_up(home: str, allow_private: bool) -> bool:
    """WordPress leads whoever asks for a site that it does not know to another one."""
    try:
        page = Visitor(home, to_live(allow_private)).open(UPGRADE)
    except Trouble:
        return False
    return (
        page.status == 200
        and not fault(page.status, page.text)
        and page.url.startswith(home + UPGRADE.partition("?")[0])
    )


def _is_of_the_house(address: str, home: str) -> bool:
    try:
        there, here = urlsplit(address), urlsplit(home)
        ports = there.port, here.port
    except ValueError:
        return False
    host, own = (there.hostname or "").lower(), (here.hostname or "").lower().removeprefix("www.")
    is_below = host.removeprefix("www.") == own or host.endswith(f".{own}")
    return bool(own) and is_below and there.scheme == here.scheme and ports[0] == ports[1]
