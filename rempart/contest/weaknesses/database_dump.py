"""A dump of the database in a folder that everybody can name."""

from rempart.contest.core.weakness import Planting, Weakness, shows
from rempart.terms.words import Words

FILE = "backup/site.sql"


def _plant(flag: str) -> Planting:
    return Planting(files={FILE: f"-- dump of the shop\nINSERT INTO wp_options VALUES (1, 'api_key', '{flag}');\n"})


UNIT = Weakness(
    id="database_dump",
    level=1,
    title=Words(
        "A backup in the web folder",
        "Une sauvegarde dans le dossier du site",
        "网站目录里的备份",
    ),
    teaches=Words(
        "A backup beside the site is no backup, and a gift to whoever guesses its name. Backups belong elsewhere, encrypted.",
        "Une sauvegarde à côté du site n’en est pas une, et un cadeau à qui devine son nom. Elle a sa place ailleurs, chiffrée.",
        "放在网站旁边的备份不算备份，只是送给猜中名字的人的礼物。备份应放在别处并加密。",
    ),
    hint=Words(
        "Folders have simple names, and dumps end in .sql.",
        "Les dossiers ont des noms simples, et ces fichiers finissent par .sql.",
        "目录名都很简单，这类文件以 .sql 结尾。",
    ),
    control="backup_off_server",
    threat="t03_stolen_credentials",
    lesson="backups_and_ransomware",
    plant=_plant,
    is_open=lambda ask, flag: shows(ask, f"/{FILE}", flag),
)
