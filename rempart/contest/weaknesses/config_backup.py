"""A copy of the settings file, served as plain text because its name no longer ends in .php."""

from rempart.contest.core.weakness import Planting, Weakness, shows
from rempart.terms.words import Words

FILE = "wp-config.php.bak"


def _plant(flag: str) -> Planting:
    return Planting(files={FILE: f"<?php\ndefine('DB_NAME', 'shop');\ndefine('DB_PASSWORD', '{flag}');\n"})


UNIT = Weakness(
    id="config_backup",
    level=1,
    title=Words(
        "A copy of the settings",
        "Une copie des réglages",
        "设置文件的副本",
    ),
    teaches=Words(
        "A file renamed “just for a moment” is no program any more: the server hands it to anybody, passwords and all.",
        "Un fichier renommé « juste un instant » n’est plus un programme : le serveur le donne à n’importe qui, mots de passe compris.",
        "“临时”改名的文件不再是程序：服务器会把它连同密码交给任何人。",
    ),
    hint=Words(
        "What would somebody call the old settings file before changing it?",
        "Comment appelle-t-on l’ancien fichier de réglages avant d’y toucher ?",
        "有人修改设置文件之前，会把旧文件叫什么名字？",
    ),
    control="files_hardened",
    threat="t03_stolen_credentials",
    lesson="passwords_and_second_factors",
    plant=_plant,
    is_open=lambda ask, flag: shows(ask, f"/{FILE}", flag),
)
