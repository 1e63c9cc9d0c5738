"""A table of customers among the uploads; robots.txt tells where."""

from rempart.contest.core.weakness import Planting, Weakness, shows
from rempart.terms.words import Words

FILE = "wp-content/uploads/export/customers.csv"
ROBOTS = "User-agent: *\nDisallow: /wp-content/uploads/export/customers.csv\n"


def _plant(flag: str) -> Planting:
    return Planting(files={FILE: f"number;note\n1;invented\n2;{flag}\n", "robots.txt": ROBOTS})


UNIT = Weakness(
    id="customer_export",
    level=2,
    title=Words(
        "A table of customers among the pictures",
        "Un tableau de clients parmi les images",
        "图片目录里的客户表格",
    ),
    teaches=Words(
        "Asking search engines to look away hides nothing: the request itself names the place. Personal data need a door with a lock.",
        "Demander aux moteurs de recherche de détourner le regard ne cache rien : la demande nomme l’endroit. Des données personnelles veulent une porte fermée à clé.",
        "请搜索引擎别看，并不能隐藏什么：这个请求本身就说出了位置。个人数据需要上锁的门。",
    ),
    hint=Words(
        "What does the site ask search engines not to read?",
        "Qu’est-ce que le site demande aux moteurs de ne pas lire ?",
        "网站请搜索引擎不要读取什么？",
    ),
    control="personal_data_duties_documented",
    threat="t25_unmet_duties",
    lesson="cloud_sharing",
    plant=_plant,
    is_open=lambda ask, flag: shows(ask, f"/{FILE}", flag),
)
