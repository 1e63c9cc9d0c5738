"""WordPress tells strangers who writes here, and what stands in their profile."""

from rempart.contest.core.weakness import Planting, Weakness, shows
from rempart.terms.words import Words

PART = """<?php
add_filter('rest_endpoints', function (array $all): array {
    if (market_is_on('user_notes') && !is_user_logged_in()) {
        foreach (array_keys($all) as $route) {
            if (str_starts_with($route, '/wp/v2/users')) {
                unset($all[$route]);
            }
        }
    }
    return $all;
});
"""


PLANT = """
wp_update_user(['ID' => 1, 'description' => 'Ask for %s']);
wp_insert_post(['post_title' => 'Welcome', 'post_content' => 'To our shop.', 'post_status' => 'publish', 'post_author' => 1]);
"""


def _plant(flag: str) -> Planting:
    return Planting(php=PLANT % flag, part=PART)


UNIT = Weakness(
    id="user_notes",
    level=2,
    title=Words(
        "The list of people",
        "La liste des personnes",
        "人员名单",
    ),
    teaches=Words(
        "The interface that the editor needs also tells strangers names and notes. It can stay for the editor and be silent for the rest.",
        "L’interface dont l’éditeur a besoin dit aussi aux inconnus les noms et les notes. Elle peut servir l’éditeur et se taire pour les autres.",
        "编辑器需要的接口也会把名字和备注告诉陌生人。它可以只为编辑器服务，对其他人保持沉默。",
    ),
    hint=Words(
        "The interface begins at /?rest_route=/ and lists its own parts.",
        "L’interface commence à /?rest_route=/ et énumère ses parties.",
        "接口从 /?rest_route=/ 开始，并会列出自己的各个部分。",
    ),
    control="no_user_names_told",
    threat="t02_password_guessing",
    lesson="passwords_and_second_factors",
    plant=_plant,
    is_open=lambda ask, flag: shows(ask, "/?rest_route=/wp/v2/users", flag),
    works=lambda ask: ask("/?rest_route=/wp/v2/posts").status == 200,
    switch=Words(
        "Tell strangers no names",
        "Ne dire aucun nom aux inconnus",
        "不向陌生人透露姓名",
    ),
)
