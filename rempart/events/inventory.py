"""What the inventory writes: feeds that were read or grew old, flaws found, mended and gone. No text of a feed."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

FLAWS = ("inventory.grave_flaw.found", "inventory.flaw.found", "inventory.small_flaw.found", "inventory.fix.published")
_EN = "{where}: {part} {version} has a known flaw ({flaw}). Mended in: {fixed_in}"
_FR = "{where}\u202f: {part} {version} a une faille connue ({flaw}). Corrigée dans\u202f: {fixed_in}"
_ZH = "{where}：{part} {version} 存在已知漏洞（{flaw}）。修复版本：{fixed_in}"

GRAVE_FOUND = EventKind("inventory.grave_flaw.found", _EN, _FR, _ZH, severity=Severity.CRITICAL)
FLAW_FOUND = EventKind("inventory.flaw.found", _EN, _FR, _ZH, severity=Severity.WARNING)
SMALL_FOUND = EventKind("inventory.small_flaw.found", _EN, _FR, _ZH, severity=Severity.NOTICE)
FLAWS_SUMMED = EventKind(
    "inventory.flaws.summed",
    "{where}: {count} more known flaws were found at once; the list has them",
    "{where}\u202f: {count} autres failles connues ont été trouvées d’un coup\u202f; la liste les montre",
    "{where}：同时另发现 {count} 个已知漏洞，详见列表",
    severity=Severity.WARNING,
)
FIX_PUBLISHED = EventKind(
    "inventory.fix.published",
    "{where}: there is now a release of {part} without the flaw {flaw}: {fixed_in}",
    "{where}\u202f: il existe maintenant une version de {part} sans la faille {flaw}\u202f: {fixed_in}",
    "{where}：{part} 已有修复漏洞 {flaw} 的版本：{fixed_in}",
    severity=Severity.WARNING,
)
FLAW_ENDED = EventKind(
    "inventory.flaw.ended",
    "{where}: {part} no longer has the flaw {flaw} ({how}), {hours} h after it was told",
    "{where}\u202f: {part} n’a plus la faille {flaw} ({how}), {hours} h après le signalement",
    "{where}：{part} 已不存在漏洞 {flaw}（{how}），告知后 {hours} 小时",
    severity=Severity.NOTICE,
    ends=FLAWS,
)
FLAW_TAKEN = EventKind(
    "inventory.flaw.taken",
    "Someone has a known flaw in hand, {after_s} s after it was told",
    "Quelqu’un s’occupe d’une faille connue, {after_s} s après le signalement",
    "告知 {after_s} 秒后，有人接手处理一个已知漏洞",
)
FACT_RECORDED = EventKind(
    "inventory.fact.recorded",
    "How soon known flaws of a site are told was measured",
    "Le délai de signalement des failles connues d’un site a été mesuré",
    "已测量网站已知漏洞的告知时间",
)
FEED_READ = EventKind(
    "inventory.feed.read",
    "The feed {feed} was read: {flaws} flaws, {fresh} of them new or changed",
    "Le flux {feed} a été lu\u202f: {flaws} failles, dont {fresh} nouvelles ou modifiées",
    "已读取漏洞源 {feed}：{flaws} 个漏洞，其中 {fresh} 个为新增或变更",
    ends=("inventory.feed.refused", "inventory.feed.aged"),
)
FEED_REFUSED = EventKind(
    "inventory.feed.refused",
    "The feed {feed} cannot be read ({fault}); what it said before still holds",
    "Le flux {feed} ne peut pas être lu ({fault})\u202f; ce qu’il disait avant reste valable",
    "无法读取漏洞源 {feed}（{fault}）；此前的内容仍然有效",
    severity=Severity.WARNING,
)
FEED_AGED = EventKind(
    "inventory.feed.aged",
    "The feed {feed} has not been delivered for {days} days: what was published since then nobody would be told",
    "Le flux {feed} n’a pas été livré depuis {days} jours\u202f: ce qui a paru depuis ne serait signalé à personne",
    "漏洞源 {feed} 已有 {days} 天未更新：此后公布的漏洞不会告知任何人",
    severity=Severity.WARNING,
)
FEED_DROPPED = EventKind(
    "inventory.feed.dropped",
    "The feed {feed} was let go, with the {flaws} flaws it told",
    "Le flux {feed} a été retiré, avec les {flaws} failles qu’il signalait",
    "已移除漏洞源 {feed} 及其 {flaws} 个漏洞",
)
