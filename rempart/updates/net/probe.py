"""What is asked inside a copy: versions, the tables' form, digests of options, and pages worth looking at."""

import base64
import io
import json
import secrets
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from rempart.channel.copies import Copy
from rempart.channel.source import Trouble
from rempart.updates.core.crawl import serious

MARK = "rempart-probe"
PROBE_S = 120.0
MAX_SAID = 16 * 1024 * 1024
_PHP = """
require_once ABSPATH . 'wp-admin/includes/plugin.php';
global $wpdb, $wp_version;
$o = array('versions' => array('core/wordpress' => $wp_version), 'options' => array(), 'tables' => array(),
  'pages' => array(), 'shop' => array(), 'prefix' => $wpdb->prefix);
foreach (get_plugins() as $file => $data) {
  $slug = dirname($file); if ($slug === '.') { $slug = basename($file, '.php'); }
  $o['versions']['plugin/' . $slug] = (string) $data['Version'];
}
foreach (wp_get_themes() as $slug => $theme) { $o['versions']['theme/' . $slug] = (string) $theme->get('Version'); }
$rows = $wpdb->get_results("SELECT option_name AS n, option_value AS v FROM {$wpdb->options}");
foreach ((array) $rows as $row) { $o['options'][$row->n] = substr(sha1((string) $row->v), 0, 16); }
if (defined('FQDB') && is_file(FQDB)) {
  $line = new PDO('sqlite:' . FQDB);
  $found = $line->query("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL ORDER BY name");
  foreach ($found as $row) { $o['tables'][$row[0]] = substr(sha1((string) $row[1]), 0, 16); }
} else {
  foreach ($wpdb->get_col('SHOW TABLES') as $name) {
    $row = $wpdb->get_row('SHOW CREATE TABLE `' . str_replace('`', '``', $name) . '`', ARRAY_N);
    $o['tables'][$name] = substr(sha1(preg_replace('/ AUTO_INCREMENT=\\\\d+/', '', (string) ($row[1] ?? ''))), 0, 16);
  }
}
$way = function ($id) { $u = wp_parse_url((string) get_permalink($id));
  return ($u['path'] ?? '/') . (isset($u['query']) ? '?' . $u['query'] : ''); };
foreach (get_posts(array('post_type' => array('page', 'post'), 'numberposts' => 12, 'post_status' => 'publish')) as $post) {
  if ($post->post_password === '') { $o['pages'][] = $way($post->ID); }
}
foreach (array('shop', 'cart', 'checkout', 'myaccount') as $name) {
  $id = (int) get_option('woocommerce_' . $name . '_page_id');
  if ($id > 0 && get_post_status($id) === 'publish') { $o['shop'][] = $way($id); }
}
echo "\\n%(mark)s" . base64_encode(json_encode($o)) . "%(mark)s\\n";
"""
_VISITOR = """
$id = wp_insert_user(array('user_login' => '%(name)s', 'user_pass' => '%(word)s', 'role' => 'administrator',
  'user_email' => '%(name)s@copy.invalid'));
echo is_wp_error($id) ? 'no' : '%(mark)s' . (int) $id;
"""


class Inside(msgspec.Struct, frozen=True):
    """What stands in the copy. Digests only where values could be somebody's."""

    versions: dict[str, str]
    options: dict[str, str]
    tables: dict[str, str]
    pages: list[str]
    shop: list[str]
    prefix: str = "wp_"


def told(copy: Copy, code: str, **values: object) -> Any:
    """What PHP code with WordPress says as JSON, in base64 between two `%(mark)s`; other slots of it come from `values`.
    Raises Trouble `bad_answer` when WordPress does not even load: then nothing can be told."""
    mark = f"{MARK}-{secrets.token_hex(8)}"
    ran = copy.php(code % {"mark": mark, **values}, within_s=PROBE_S)
    parts = ran.out.decode("utf-8", "replace").split(mark)
    if len(parts) != 3 or len(parts[1]) > MAX_SAID:
        raise Trouble("bad_answer", f"WordPress does not load in the copy{_why(copy)}")
    try:
        return json.loads(base64.b64decode(parts[1]))
    except ValueError as bad:
        raise Trouble("bad_answer", "the copy does not answer as asked") from bad


def ask(copy: Copy) -> Inside:
    """Raises Trouble `bad_answer`."""
    value = told(copy, _PHP)
    try:
        for name in ("versions", "options", "tables"):
            value[name] = value[name] or {}  # PHP writes an empty list where a map is empty
        return msgspec.convert(value, Inside)
    except (ValueError, KeyError, TypeError, msgspec.ValidationError) as bad:
        raise Trouble("bad_answer", "the copy does not answer as asked") from bad


def somebody(copy: Copy) -> tuple[str, str]:
    """A made-up administrator of this copy alone: name and password."""
    name, word = f"visitor{secrets.token_hex(4)}", secrets.token_urlsafe(18)
    ran = copy.php(_VISITOR % {"name": name, "word": word, "mark": MARK}, within_s=PROBE_S)
    if MARK.encode() not in ran.out:
        raise Trouble("bad_answer", f"nobody could be made in the copy{_why(copy)}")
    return name, word


def _why(copy: Copy) -> str:
    """What PHP said last, where it ended a page."""
    return "".join(f": {line[:160]}" for line in serious(copy.error_log())[-1:])


_LAY = (  # what was there is kept beside the sockets of the copy, for `put_back`
    'set -e; rm -f /copy/run/before.tar; printf "%s\\n" "$@" > /copy/run/before.list; for part do '
    'if [ -e "./$part" ]; then tar -r -f /copy/run/before.tar -- "./$part"; fi; rm -rf -- "./$part"; done; '
    "exec tar -x --no-same-owner -f -"
)
_BACK = (
    'set -e; while IFS= read -r part; do rm -rf -- "./$part"; done < /copy/run/before.list; '
    "if [ -f /copy/run/before.tar ]; then exec tar -x --no-same-owner -f /copy/run/before.tar; fi"
)


def lay(copy: Copy, unpacked: Path, parts: Sequence[str], place: str) -> None:
    """The update's files in the place of those before; written from inside, so that no link of the copy leads out."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as tar:
        for part in parts:
            tar.add(unpacked if place else unpacked / part, arcname=part)
    ran = copy.run(["sh", "-c", _LAY, "sh", *parts], feed=held.getvalue(), within_s=300.0)
    if ran.code:
        raise Trouble("unreadable", f"the files could not be laid in the copy: {ran.said[-200:]}")


def put_back(copy: Copy) -> None:
    """The files before the last `lay` again: what comes next meets a copy that works. Raises Trouble."""
    ran = copy.run(["sh", "-c", _BACK], within_s=300.0)
    if ran.code:
        raise Trouble("unreadable", f"the files before could not be put back in the copy: {ran.said[-200:]}")
