"""What comes of drills, as the record hears it: counts of groups, and that two people lifted a pseudonym. Nobody's result."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

FIGURES_FIXED = EventKind(
    "mail.figures.fixed",
    "The figures of a drill are fixed: {people} people, {reported} of them reported",
    "Les chiffres d’un exercice sont arrêtés : {people} personnes, dont {reported} ont signalé",
    "演练数据已固定：{people} 人，其中 {reported} 人已报告",
)
PERSON_UNSEALED = EventKind(
    "mail.person.unsealed",
    "Two people lifted one pseudonym of a drill",
    "Deux personnes ont levé un pseudonyme d’un exercice",
    "两人共同揭示了演练中的一个化名",
    severity=Severity.NOTICE,
)
NETWORKS_CHANGED = EventKind(
    "mail.networks.changed",
    "The networks that tell machines from people were changed: {own} of the house, {machines} of mail filters",
    "Les réseaux qui distinguent machines et personnes ont changé : {own} de la maison, {machines} de filtres",
    "用于区分机器与人的网络已更改：本机构 {own} 个，邮件过滤器 {machines} 个",
)
