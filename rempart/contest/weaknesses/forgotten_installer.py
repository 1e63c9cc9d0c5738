"""An old installer that shows the settings it once asked for."""

from rempart.contest.core.weakness import Planting, Weakness, shows
from rempart.terms.words import Words

FILE = "setup-old/index.php"


def _plant(flag: str) -> Planting:
    return Planting(
        files={FILE: f"<?php header('Content-Type: text/plain');\necho 'Step 2 of 3. Licence key: {flag}';\n"}
    )


UNIT = Weakness(
    id="forgotten_installer",
    level=2,
    title=Words(
        "A forgotten installer",
        "Un installateur oublié",
        "被遗忘的安装程序",
    ),
    teaches=Words(
        "What was needed once and never again still answers. Whoever knows what runs on a site can take away what nobody needs.",
        "Ce qui n’a servi qu’une fois répond encore. Qui sait ce qui tourne sur son site peut retirer l’inutile.",
        "只用过一次的东西仍在应答。清楚网站上运行着什么，才能去掉没人需要的部分。",
    ),
    hint=Words(
        "Before the shop went live it was set up. Was the folder only renamed?",
        "Avant l’ouverture, il a fallu installer. Le dossier n’a-t-il été que renommé ?",
        "商店上线之前做过安装。那个目录是否只是改了名？",
    ),
    control="exposed_services_known",
    threat="t04_known_flaw",
    lesson="suppliers",
    plant=_plant,
    is_open=lambda ask, flag: shows(ask, f"/{FILE}", flag),
)
