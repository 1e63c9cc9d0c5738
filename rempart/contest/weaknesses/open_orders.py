"""A route of the shop that forgot to ask who is there."""

from rempart.contest.core.weakness import Planting, Weakness, shows
from rempart.terms.words import Words

PART = """<?php
market_route('/orders', fn () => market_is_on('open_orders') && !is_user_logged_in() ? market_refused() : market_data('orders'));
"""


def _plant(flag: str) -> Planting:
    return Planting(php=f"update_option('market_orders', ['1041: soap', '1042: honey', '{flag}']);", part=PART)


UNIT = Weakness(
    id="open_orders",
    level=1,
    title=Words(
        "Orders for everybody",
        "Des commandes pour tout le monde",
        "人人可见的订单",
    ),
    teaches=Words(
        "A page behind a menu is not a page behind a lock: each request has to ask who is there.",
        "Une page absente du menu n’est pas une page fermée à clé : chaque requête doit demander qui est là.",
        "菜单里没有的页面不等于上了锁的页面：每个请求都要问清来者是谁。",
    ),
    hint=Words(
        "The shop has an interface of its own: market/v1.",
        "La boutique a sa propre interface : market/v1.",
        "商店有自己的接口：market/v1。",
    ),
    control="every_user_verified",
    threat="t06_interface_abuse",
    lesson="automation_and_zero_trust",
    plant=_plant,
    is_open=lambda ask, flag: shows(ask, "/?rest_route=/market/v1/orders", flag),
    works=lambda ask: shows(ask, "/?rest_route=/market/v1/goods", "honey"),
    switch=Words(
        "Show orders to staff alone",
        "Montrer les commandes au seul personnel",
        "仅向员工显示订单",
    ),
)
