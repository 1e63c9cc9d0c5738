"""The shop's own search finds what is not published yet."""

from rempart.contest.core.weakness import Planting, Weakness, shows
from rempart.terms.words import Words

PART = """<?php
market_route('/find', function ($request) {
    $status = market_is_on('drafts_found') ? ['publish'] : ['publish', 'draft'];
    $found = get_posts(['s' => (string) $request['word'], 'post_status' => $status, 'numberposts' => 5]);
    return array_map(fn ($post) => [$post->post_title, $post->post_content], $found);
});
"""
PLANT = """
wp_insert_post(['post_title' => 'Summer sale', 'post_content' => 'soon: %s', 'post_status' => 'draft']);
wp_insert_post(['post_title' => 'Lavender honey', 'post_content' => 'New in the shop.', 'post_status' => 'publish']);
"""
ROUTE = "/?rest_route=/market/v1/find&word="


def _plant(flag: str) -> Planting:
    return Planting(php=PLANT % flag, part=PART)


UNIT = Weakness(
    id="drafts_found",
    level=2,
    title=Words(
        "A search that finds too much",
        "Une recherche qui trouve trop",
        "找得太多的搜索",
    ),
    teaches=Words(
        "Own code passes by the rules that the system keeps. What was written for this site alone, nobody else tests.",
        "Le code maison contourne les règles du système. Ce qui n’a été écrit que pour ce site, personne d’autre ne l’essaie.",
        "自己写的代码会绕过系统的规则。只为本站而写的东西，没有别人替您测试。",
    ),
    hint=Words(
        "Ask the shop’s search /?rest_route=/market/v1/find&word= for something that is not for sale yet.",
        "Demandez à la recherche /?rest_route=/market/v1/find&word= ce qui n’est pas encore en vente.",
        "向商店搜索 /?rest_route=/market/v1/find&word= 询问尚未出售的东西。",
    ),
    control="attacked_on_schedule",
    threat="t05_custom_code",
    lesson="reporting_and_incidents",
    plant=_plant,
    is_open=lambda ask, flag: shows(ask, f"{ROUTE}soon", flag),
    works=lambda ask: shows(ask, f"{ROUTE}Lavender", "New in the shop"),
    switch=Words(
        "Find only what is published",
        "Ne trouver que ce qui est publié",
        "只搜索已发布的内容",
    ),
)
