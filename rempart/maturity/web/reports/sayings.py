"""The sentences of the reports in English, French and Chinese: a report speaks one language, whatever the page does."""

from collections.abc import Mapping

from rempart.design.formats import spaced

LANGUAGES = ("en", "fr", "zh")

TABLE: Mapping[str, tuple[str, str, str]] = {
    "title": ("Security report: {name}", "Rapport de sécurité : {name}", "安全报告：{name}"),
    "level.wall": (
        "Wall level {level}, “{name}”, is proven.",
        "Le niveau {level} du rempart, « {name} », est prouvé.",
        "城墙第 {level} 级（{name}）已证明。",
    ),
    "level.no_wall": (
        "No level of the wall is proven.",
        "Aucun niveau du rempart n’est prouvé.",
        "城墙尚无任何一级得到证明。",
    ),
    "level.watch": (
        "Step {level} of the watch, “{name}”, is proven.",
        "L’étape {level} de la garde, « {name} », est prouvée.",
        "值守第 {level} 级（{name}）已证明。",
    ),
    "level.no_watch": (
        "No step of the watch is proven.",
        "Aucune étape de la garde n’est prouvée.",
        "值守尚无任何一级得到证明。",
    ),
    "level.need": (
        "The business needs wall {wall} and watch {watch}.",
        "L’entreprise a besoin du rempart {wall} et de la garde {watch}.",
        "业务需要城墙 {wall} 级、值守 {watch} 级。",
    ),
    "level.no_need": (
        "There is no business profile, so no level is asked for.",
        "Il n’y a pas de profil d’entreprise : aucun niveau n’est demandé.",
        "没有业务概况，因此不要求任何级别。",
    ),
    "measured": (
        "Measured {at} UTC. All times are in UTC.",
        "Mesuré le {at} UTC. Toutes les heures sont en UTC.",
        "测量时间：{at}（UTC）。所有时间均为 UTC。",
    ),
    "vantage.external": ("Seen from outside.", "Vu de l’extérieur.", "从外部观察。"),
    "vantage.same_network": (
        "Seen from the same network: what only an outsider can see stays unknown.",
        "Vu du même réseau : ce que seul un tiers extérieur peut voir reste inconnu.",
        "从同一网络观察：只有外部才能看到的仍属未知。",
    ),
    "vantage.same_host": (
        "Seen from the same host: what only an outsider can see stays unknown.",
        "Vu du même serveur : ce que seul un tiers extérieur peut voir reste inconnu.",
        "从同一主机观察：只有外部才能看到的仍属未知。",
    ),
    "vantage.lab": (
        "LAB: a laboratory run on a loopback address. It proves nothing about a site on the Internet.",
        "LAB : essai de laboratoire sur une adresse de bouclage. Il ne prouve rien d’un site sur Internet.",
        "LAB：对回环地址的实验室运行，不能证明互联网上任何网站的状况。",
    ),
    "vantage.none": (
        "Seen from several places; each line says from where.",
        "Vu de plusieurs endroits ; chaque ligne dit d’où.",
        "从多个位置观察，每一行都注明来处。",
    ),
    "wall_alt": ("The wall of {name}", "Le rempart de {name}", "{name} 的城墙"),
    "head.levels": ("Levels", "Niveaux", "级别"),
    "head.proven": ("Proven", "Prouvé", "已证明"),
    "head.unrefuted": ("Nothing against", "Rien contre", "无反证"),
    "head.claimed": ("Claimed", "Déclaré", "所称"),
    "head.needed": ("Needed", "Nécessaire", "所需"),
    "head.control": ("Control", "Contrôle", "控制项"),
    "head.state": ("State", "État", "状态"),
    "head.evidence": ("Evidence", "Preuve", "证据"),
    "head.reason": ("Reason", "Raison", "原因"),
    "head.threats": ("Threats", "Menaces", "威胁"),
    "head.now": ("Now, whatever the level", "Tout de suite, quel que soit le niveau", "无论何级，立即处理"),
    "head.next": ("Next, in the guide’s order", "Ensuite, dans l’ordre du guide", "接下来，按指南的顺序"),
    "head.return": ("Does it pay?", "Est-ce rentable ?", "值得吗？"),
    "head.controls": ("All controls", "Tous les contrôles", "全部控制项"),
    "head.residual": (
        "What wall {level} does not stop",
        "Ce que le rempart {level} n’arrête pas",
        "城墙 {level} 级挡不住的",
    ),
    "head.record": ("The record", "Le registre", "记录"),
    "word.wall": ("Wall", "Rempart", "城墙"),
    "word.watch": ("Watch", "Garde", "值守"),
    "word.not_set": ("not set", "non défini", "未设定"),
    "word.none": ("none", "aucune", "无"),
    "course.wall": ("Wall, level {level}: {name}", "Rempart, niveau {level} : {name}", "城墙第 {level} 级：{name}"),
    "course.watch": ("Watch, step {level}: {name}", "Garde, étape {level} : {name}", "值守第 {level} 级：{name}"),
    "course.advice": (
        "Advice: counts for no level",
        "Conseils : ne comptent pour aucun niveau",
        "建议：不计入任何级别",
    ),
    "course.met": ("{met} of {all} proven", "{met} prouvés sur {all}", "{all} 项中已证明 {met} 项"),
    "now.nothing": ("Nothing that cannot wait.", "Rien qui ne puisse attendre.", "没有刻不容缓的事。"),
    "next.nothing": (
        "Nothing is left to do: every control is proven.",
        "Il ne reste rien à faire : chaque contrôle est prouvé.",
        "无事可做：每一项都已证明。",
    ),
    "residual.none": (
        "Anything that level 1 would stop: clear traffic, a lost site without a backup, updates left undone.",
        "Tout ce que le niveau 1 arrêterait : trafic en clair, site perdu sans sauvegarde, mises à jour oubliées.",
        "第 1 级本可阻止的一切：明文传输、网站丢失而无备份、更新被搁置。",
    ),
    "return.mean": ("Loss a year as things stand, mean", "Perte par an en l’état, moyenne", "现状下每年损失，平均"),
    "return.p50": (
        "The same, middle of 100 futures",
        "La même, au milieu de 100 avenirs",
        "同上，一百种情形的中位",
    ),
    "return.p95": (
        "The same, exceeded in 5 of 100 futures",
        "La même, dépassée dans 5 avenirs sur 100",
        "同上，一百种情形中有五种超过",
    ),
    "return.chance_any_loss": (
        "Chance of any loss in a year",
        "Probabilité d’une perte dans l’année",
        "一年内发生损失的概率",
    ),
    "return.pays_1y": (
        "Chance that the next steps pay within 1 year",
        "Probabilité que les étapes suivantes soient rentables en 1 an",
        "后续措施一年内回本的概率",
    ),
    "return.pays_3y": (
        "Chance that the next steps pay within 3 years",
        "Probabilité que les étapes suivantes soient rentables en 3 ans",
        "后续措施三年内回本的概率",
    ),
    "return.none": (
        "No figures: they need a business profile.",
        "Pas de chiffres : il faut un profil d’entreprise.",
        "没有数字：需要业务概况。",
    ),
    "record.log": ("Log", "Journal", "日志"),
    "record.size": ("Entries under the checkpoint", "Entrées sous le point de contrôle", "检查点之下的条目"),
    "record.root": ("Root", "Racine", "根"),
    "record.at": ("Newest entry", "Entrée la plus récente", "最新条目"),
    "record.promise": (
        "The record is unaltered and complete since checkpoint {size} of {day}: anyone can check that with "
        "rempart-verify. Whether what was written into it is so, no record can show.",
        "Le registre est inaltéré et complet depuis le point de contrôle {size} du {day} : chacun peut le vérifier "
        "avec rempart-verify. Que ce qui y est écrit soit exact, aucun registre ne peut le montrer.",
        "自 {day} 的检查点 {size} 起，记录未被改动且完整：任何人都可用 rempart-verify 验证。"
        "所写内容是否属实，任何记录都无法证明。",
    ),
    "record.none": (
        "There is no signed checkpoint yet, so the record behind this report cannot be checked from outside.",
        "Il n’y a pas encore de point de contrôle signé : le registre derrière ce rapport ne peut pas être vérifié "
        "de l’extérieur.",
        "尚无签名的检查点，因此外部无法验证本报告所依据的记录。",
    ),
    "no_promise": (
        "This report says what was seen and when. It does not promise that the site is safe.",
        "Ce rapport dit ce qui a été vu et quand. Il ne promet pas que le site est sûr.",
        "本报告说明看到了什么、何时看到，并不保证网站安全。",
    ),
    "badge.wall": ("Wall {level} proven", "Rempart {level} prouvé", "城墙 {level} 级已证明"),
    "badge.none": ("No level proven", "Aucun niveau prouvé", "尚无级别得到证明"),
    "badge.name": ("{name}: {text}, {day}", "{name} : {text}, {day}", "{name}：{text}，{day}"),
    "badge.name_grey": (
        "{name}: {text}, {day}; cannot be confirmed just now",
        "{name} : {text}, {day} ; ne peut pas être confirmé en ce moment",
        "{name}：{text}，{day}；目前无法确认",
    ),
    "pdf.letters": (
        "The PDF has no letter for {letters} in “{text}”. Change the name, or use the HTML report.",
        "Le PDF n’a pas de lettre pour {letters} dans « {text} ». Changez le nom, ou prenez le rapport HTML.",
        "PDF 中没有“{text}”里的字符 {letters}。请修改名称，或使用 HTML 报告。",
    ),
    "pdf.extra": (
        "PDF needs the extra “report”, which is not installed: pip install 'rempart[report]'.",
        "Le PDF demande l’extra « report », qui n’est pas installé : pip install 'rempart[report]'.",
        "PDF 需要尚未安装的附加组件“report”：pip install 'rempart[report]'。",
    ),
}


def say(code: str, language: str, **values: object) -> str:
    """The sentence, filled. Raises KeyError for a code that has none."""
    return spaced(TABLE[code][LANGUAGES.index(language)].format(**values), language)
