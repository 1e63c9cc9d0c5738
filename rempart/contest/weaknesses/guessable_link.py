"""A download whose secret word is worked out from the order's number."""

from hashlib import md5

from rempart.contest.core.weakness import Ask, Planting, Weakness, shows
from rempart.terms.words import Words

PART = """<?php
market_route('/download', function ($request) {
    $all = market_data('downloads');
    [$secret, $text] = $all[(string) $request['order']] ?? ['', ''];
    $due = market_is_on('guessable_link') ? $secret : md5((string) $request['order']);
    return $text !== '' && hash_equals($due, (string) $request['word']) ? ['file' => $text] : market_refused();
});
"""
PLANT = "update_option('market_downloads', ['1041' => ['sage-and-thyme', 'manual'], '1042' => [wp_generate_password(30), '%s']]);"
ROUTE = "/?rest_route=/market/v1/download&order="


def _plant(flag: str) -> Planting:
    return Planting(php=PLANT % flag, part=PART)


def _is_open(ask: Ask, flag: str) -> bool:
    return shows(ask, f"{ROUTE}1042&word={md5(b'1042', usedforsecurity=False).hexdigest()}", flag)


def _works(ask: Ask) -> bool:
    own = md5(b"1041", usedforsecurity=False).hexdigest()  # as the link was, or as it is once it came from chance
    return any(shows(ask, f"{ROUTE}1041&word={word}", "manual") for word in ("sage-and-thyme", own))


UNIT = Weakness(
    id="guessable_link",
    level=3,
    title=Words(
        "A link that can be worked out",
        "Un lien qui se calcule",
        "可以推算出来的链接",
    ),
    teaches=Words(
        "A word made from what everybody knows is no secret, however long it looks. A secret comes from chance.",
        "Un mot tiré de ce que chacun sait n’est pas un secret, si long qu’il paraisse. Un secret vient du hasard.",
        "由人人皆知的东西推算出的词不是秘密，看起来再长也不是。秘密来自随机。",
    ),
    hint=Words(
        "/?rest_route=/market/v1/download&order=1041&word= takes the MD5 of the order’s number.",
        "/?rest_route=/market/v1/download&order=1041&word= attend le MD5 du numéro de commande.",
        "/?rest_route=/market/v1/download&order=1041&word= 需要订单号的 MD5。",
    ),
    control="findings_of_attacks_closed",
    threat="t05_custom_code",
    lesson="insiders",
    plant=_plant,
    is_open=_is_open,
    works=_works,
    switch=Words("Make the words of links by chance", "Tirer au hasard les mots des liens", "用随机数生成链接中的密语"),
)
