"""Receipts by number: whoever counts on reads those of others."""

from rempart.contest.core.weakness import Planting, Weakness, shows
from rempart.terms.words import Words

PART = """<?php
market_route('/receipt', function ($request) {
    $all = market_data('receipts');
    [$key, $text] = $all[(string) $request['number']] ?? ['', ''];
    if ($text === '' || (market_is_on('receipt_numbers') && !hash_equals($key, (string) $request['key']))) {
        return market_refused();
    }
    return ['receipt' => $text];
});
"""
PLANT = "update_option('market_receipts', ['1041' => ['thyme', 'soap'], '1042' => [wp_generate_password(20), '%s']]);"
ROUTE = "/?rest_route=/market/v1/receipt&number="


def _plant(flag: str) -> Planting:
    return Planting(php=PLANT % flag, part=PART)


UNIT = Weakness(
    id="receipt_numbers",
    level=2,
    title=Words(
        "Count on by one",
        "Compter un de plus",
        "把编号加一",
    ),
    teaches=Words(
        "Knowing a number is no right to see what it stands for. The server asks each time whether it is this person’s.",
        "Connaître un numéro ne donne pas le droit de voir ce qu’il désigne. Le serveur demande chaque fois si c’est à cette personne.",
        "知道编号不等于有权查看。服务器每次都要确认它是否属于此人。",
    ),
    hint=Words(
        "Your receipt is /?rest_route=/market/v1/receipt&number=1041&key=thyme. Others have one too.",
        "Votre reçu : /?rest_route=/market/v1/receipt&number=1041&key=thyme. D’autres en ont aussi.",
        "您的收据是 /?rest_route=/market/v1/receipt&number=1041&key=thyme。别人也有收据。",
    ),
    control="access_by_role_and_partition",
    threat="t05_custom_code",
    lesson="insiders",
    plant=_plant,
    is_open=lambda ask, flag: shows(ask, f"{ROUTE}1042", flag),
    works=lambda ask: shows(ask, f"{ROUTE}1041&key=thyme", "soap"),
    switch=Words(
        "Ask for the key of each receipt",
        "Demander la clé de chaque reçu",
        "查看收据须提供密钥",
    ),
)
