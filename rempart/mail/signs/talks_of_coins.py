"""What it talks of, in the languages that such mails mostly come in; a word proves nothing alone."""

import re

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.topics import READ, said
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_TALKS = re.compile(
    r"airdrop|(?:free|claim|receive|withdraw|unclaimed|eligible).{0,40}(?:tokens?|\bnfts?\b|bitcoins?|\bbtc\b|\beth\b|ethereum|usdt|crypto)|(?:wallet|seed phrase|recovery phrase|private key|passphrase|metamask).{0,80}(?:verif|suspend|restrict|upgrade|migrat|connect|sync|updat|kyc|unverified|block)|(?:verif|upgrade|sync|connect|secure|migrat)\w* (?:your|my) (?:\w+ )?wallet|(?:bitcoin|crypto|trading).{0,60}(?:profit|invest|earn|mining|payout|withdraw|bonus|platform)|\d[\d.,]* ?(?:btc|bitcoins?|eth|usdt)\b|presale|\bstaking"
    r"|portefeuille (?:crypto|numérique|metamask|ledger)|phrase de (?:récupération|sécurité)|cryptomonnaie.{0,60}(?:gagn|invest|gratuit)|空投|数字货币.{0,20}(?:领取|收益|投资)|助记词|carteira (?:cripto|digital)|criptomoeda"
)


def _find(view: View) -> str:
    return said(_TALKS, view.words[:READ])


UNIT = Sign(
    id="talks_of_coins", weight=1.5,
    says=Words(
        "It offers or threatens coins and wallets: {seen}",
        "Il promet ou menace des cryptomonnaies et portefeuilles\u202f: {seen}",
        "以加密货币或钱包利诱或威胁：{seen}",
    ),
    find=_find,
)  # fmt: skip
