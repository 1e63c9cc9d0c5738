"""What is done inside a site of the range: weaknesses planted, remedies carried out, what there is to remedy listed."""

import base64
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from rempart.channel.copies import Answer, Copy
from rempart.channel.source import Trouble
from rempart.contest.core.remedy import MOST_FILES, Kind
from rempart.contest.core.weakness import Ask, Planting

_INSIDE = files("rempart.contest") / "inside"
_PLAIN = re.compile(r"[A-Za-z0-9._/ -]{1,120}\Z")  # names that a page shows; a site names its files as it likes
_GIVEN = "$given = json_decode(base64_decode('{given}'), true);\n"
_PLANT = """
foreach ($given['files'] as $name => $text) {
    wp_mkdir_p(dirname(ABSPATH . $name));
    file_put_contents(ABSPATH . $name, $text);
}
require_once ABSPATH . 'wp-admin/includes/plugin.php';
wp_clean_themes_cache(); switch_theme('range'); activate_plugin('market/market.php');
foreach (get_posts(['post_type' => ['post', 'page'], 'numberposts' => -1]) as $post) { wp_delete_post($post->ID, true); }
foreach ($given['php'] as $code) { eval($code); }
echo 'planted';
"""
_DO = """
require_once ABSPATH . 'wp-admin/includes/plugin.php'; require_once ABSPATH . 'wp-admin/includes/user.php';
$target = $given['target']; $user = get_user_by('login', $target); $file = realpath(ABSPATH . $target);
// What is so already counts as done: a worker that was killed carries it out once more.
$done = match ($given['kind']) {
    'delete_file' => $file ? str_starts_with($file, ABSPATH) && is_file($file) && unlink($file) : !is_link(ABSPATH . $target),
    'new_password' => $user && (wp_set_password(wp_generate_password(40), $user->ID) ?? true),
    'delete_person' => !$user || ($user->ID !== 1 && wp_delete_user($user->ID)),
    'end_app_passwords' => $user && is_int(WP_Application_Passwords::delete_all_application_passwords($user->ID)),
    'switch_on' => update_option('market_switches', [$target => true] + get_option('market_switches', []))
        || !empty(get_option('market_switches')[$target]),
    'shop_off' => deactivate_plugins('market/market.php') ?? true,
    'shop_on' => !is_wp_error(activate_plugin('market/market.php')),
};
echo $done ? 'done' : 'not';
"""
_LOOK = """
require_once ABSPATH . 'wp-admin/includes/plugin.php';
$found = [];
foreach ([ABSPATH . '*', ABSPATH . 'wp-content/*', ABSPATH . 'wp-content/uploads/*', ABSPATH . '[!w]*/*',
    ABSPATH . 'wp-content/uploads/*/*'] as $glob) {
    foreach (glob($glob) as $path) { if (is_file($path) && !is_link($path)) { $found[substr($path, strlen(ABSPATH))] = 1; } }
}
echo json_encode(['files' => array_keys($found), 'people' => get_users(['exclude' => [1], 'fields' => 'user_login']),
    'on' => array_keys(array_filter(get_option('market_switches', []))), 'shop' => is_plugin_active('market/market.php')]);
"""


def _given(**values: Any) -> str:
    return _GIVEN.format(given=base64.b64encode(json.dumps(values).encode()).decode())


def plant(site: Copy, plantings: Mapping[str, Planting]) -> None:
    """All of them at once, and the shop they live in. Raises Trouble."""
    laid = {
        f"wp-content/{kind}/{name}/{one.name}": one.read_text("utf-8")
        for kind, name in (("themes", "range"), ("plugins", "market"))
        for one in (_INSIDE / name).iterdir()
    }
    for name, planting in plantings.items():
        laid |= planting.files
        if planting.part:
            laid[f"wp-content/plugins/market/parts/{name}.php"] = planting.part
    codes = [one.php for one in plantings.values() if one.php]
    ran = site.php(_given(files=laid, php=codes) + _PLANT)
    if ran.code or not ran.out.endswith(b"planted"):
        raise Trouble("no_answer", f"weaknesses are not planted: {ran.said[-150:]}")


def carry_out(site: Copy, kind: Kind, target: str) -> bool:
    """Is it so now? A site that somebody broke says no."""
    try:
        return site.php(_given(kind=kind.value, target=target) + _DO, within_s=30).out.endswith(b"done")
    except Trouble:
        return False


def look(site: Copy, switches: tuple[str, ...]) -> dict[str, Any] | None:
    """Files, people and settings that a remedy could touch; None where the site says nothing sensible."""
    try:
        said = json.loads(site.php(_LOOK, within_s=30).out)
        names, people, on = (list(map(str, said[name])) for name in ("files", "people", "on"))
    except (Trouble, ValueError, KeyError, TypeError):
        return None
    kept = sorted(name for name in names if _PLAIN.match(name) and ".." not in name)
    return {
        "files": kept[:MOST_FILES], "people": [one for one in people if _PLAIN.match(one)][:20],
        "switches": [one for one in switches if one not in on], "shop": bool(said.get("shop")),
    }  # fmt: skip


def visitor(site: Copy) -> Ask:
    """Asks as any visitor who came through the gate."""
    cookies = site.cookies()

    def ask(path: str, *, method: str = "GET", body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        own = dict(headers or {})
        sent = dict(cookies)
        for part in filter(None, own.pop("Cookie", "").split("; ")):
            name, _, value = part.partition("=")
            sent[name] = value
        return site.fetch(path, method=method, body=body, headers=own, cookies=sent, within_s=15)

    return ask


def seen(ask: Ask, title: str) -> bool:
    """Does the front page show the shop? Whoever takes it down closes everything, and wins nothing by it."""
    try:
        answer = ask("/")
    except Trouble:
        return False
    return answer.status == 200 and title.encode() in answer.body
