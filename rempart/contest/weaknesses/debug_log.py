"""WordPress's own log of errors, readable from outside."""

from rempart.contest.core.weakness import Planting, Weakness, shows
from rempart.terms.words import Words

FILE = "wp-content/debug.log"


def _plant(flag: str) -> Planting:
    return Planting(
        files={FILE: f"[22-Nov-2026 09:14:02 UTC] PHP Warning: payment refused, token {flag} in market.php on line 7\n"}
    )


UNIT = Weakness(
    id="debug_log",
    level=1,
    title=Words(
        "A log that anybody reads",
        "Un journal que chacun peut lire",
        "人人可读的日志",
    ),
    teaches=Words(
        "What was switched on to find a fault stays on and tells paths, names and keys. After the search it is switched off.",
        "Ce qu’on allume pour trouver une panne reste allumé et raconte chemins, noms et clés. La panne trouvée, on l’éteint.",
        "为排查故障而打开的日志一直开着，就会泄露路径、名字和密钥。查完就应关闭。",
    ),
    hint=Words(
        "WordPress always puts this log into the same place.",
        "WordPress range toujours ce journal au même endroit.",
        "WordPress 总是把这个日志放在同一个地方。",
    ),
    control="risky_functions_off",
    threat="t04_known_flaw",
    lesson="reporting_and_incidents",
    plant=_plant,
    is_open=lambda ask, flag: shows(ask, f"/{FILE}", flag),
)
