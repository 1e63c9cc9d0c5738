"""Sentences of gaps and of where figures come from: code -> (English, French, Chinese). Lines are of the guide."""

from collections.abc import Mapping

TABLE: Mapping[str, tuple[str, str, str]] = {
    "gap.level_0": (
        "Level 1 comes first: encrypted traffic, a daily backup, a restore that was tried, updates that somebody follows.",
        "Le niveau 1 d’abord : trafic chiffré, sauvegarde quotidienne, restauration essayée, mises à jour suivies.",
        "先达到第 1 级：流量加密、每日备份、试过一次恢复、有人跟进更新。",
    ),
    "gap.level_1": (
        "At level 1 the guide names password guessing and malware as open (line 156).",
        "Au niveau 1, le guide nomme les attaques par force brute et les logiciels malveillants (ligne 156).",
        "在第 1 级，指南指出的缺口是暴力破解和恶意软件（第 156 行）。",
    ),
    "gap.level_2": (
        "At level 2 the guide names isolation and advanced detection as missing (line 157).",
        "Au niveau 2, le guide nomme l’isolation et la détection avancée (ligne 157).",
        "在第 2 级，指南指出的缺口是隔离和高级检测（第 157 行）。",
    ),
    "gap.level_3": (
        "At level 3 the guide names tools for compliance and rules of one’s own as missing (line 158).",
        "Au niveau 3, le guide nomme les outils de conformité et les règles de sécurité sur mesure (ligne 158).",
        "在第 3 级，指南指出的缺口是合规工具和自定义安全规则（第 158 行）。",
    ),
    "gap.level_4": (
        "The guide’s list of gaps ends at level 3. For level 4 we take its lines 119 and 120: attackers backed by a state, and flaws nobody knew of.",
        "La liste du guide s’arrête au niveau 3. Pour le niveau 4, nous prenons ses lignes 119 et 120 : les acteurs étatiques et les failles encore inconnues.",
        "指南的缺口清单止于第 3 级。第 4 级我们取其第 119、120 行：国家背景的攻击者和尚无人知的漏洞。",
    ),
    "gap.level_5": (
        "The guide’s list of gaps ends at level 3. For level 5 we take its lines 138 and 139: human error. The watch is there for that.",
        "La liste du guide s’arrête au niveau 3. Pour le niveau 5, nous prenons ses lignes 138 et 139 : l’erreur humaine. C’est le rôle de la garde.",
        "指南的缺口清单止于第 3 级。第 5 级我们取其第 138、139 行：人为失误。这正是守望的用处。",
    ),
    "source.ours": (
        "Rempart's estimate, not measured",
        "estimation de Rempart, non mesurée",
        "Rempart 的估计，未经测量",
    ),
    "source.incidents": (
        "chances a year of 9.3% (Cyentia IRIS 2025, second-hand), 32% (guide, line 29), 59% (Hiscox 2025)",
        "probabilités par an de 9,3 % (Cyentia IRIS 2025, de seconde main), 32 % (guide, ligne 29), 59 % (Hiscox 2025)",
        "每年的概率：9.3%（Cyentia IRIS 2025，转引）、32%（指南第 29 行）、59%（Hiscox 2025）",
    ),
    "source.cleanup": (
        "agency prices 300 to 6,000 (5 and 95 of 100); UK survey 2025: 1,600 for the worst breach",
        "prix d’agences de 300 à 6 000 (5 et 95 sur 100) ; enquête britannique 2025 : 1 600 pour la pire intrusion",
        "代理公司报价 300 至 6,000（100 例中的第 5 和第 95 例）；英国 2025 年调查：最严重的一次为 1,600",
    ),
    "source.hours_down": (
        "likely: five hours, as in line 28 of the guide; the ends are Rempart's estimate",
        "probable : cinq heures, comme à la ligne 28 du guide ; les bornes sont une estimation de Rempart",
        "最可能值：5 小时，取自指南第 28 行；上下限为 Rempart 的估计",
    ),
    "source.profile": (
        "your profile, half of it either way",
        "votre profil, la moitié en plus ou en moins",
        "您的概况，上下浮动一半",
    ),
    "source.not_told": (
        "not told, so counted as nothing",
        "non indiqué, donc compté pour rien",
        "未填写，因此按零计",
    ),
}
