"""What the notices write: who took a matter in hand, ways that fail, and those who went silent."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

NOTICE_TAKEN = EventKind(
    "notices.notice.taken",
    "Somebody took a notice in hand after {after_s} s",
    "Une personne a pris une alerte en charge après {after_s} s",
    "有人在 {after_s} 秒后接手处理通知",
)
NOTICE_CLOSED = EventKind("notices.notice.closed", "A notice was closed", "Une alerte a été close", "通知已关闭")
WAY_ADDED = EventKind(
    "notices.way.added",
    "A way of telling was added ({unit})",
    "Un moyen d’alerte a été ajouté ({unit})",
    "已添加通知方式（{unit}）",
)
WAY_CHANGED = EventKind(
    "notices.way.changed", "A way of telling was changed", "Un moyen d’alerte a été modifié", "通知方式已更改"
)
WAY_REMOVED = EventKind(
    "notices.way.removed", "A way of telling was removed", "Un moyen d’alerte a été retiré", "通知方式已移除"
)
WAY_FAILED = EventKind(
    "notices.way.failed",
    "A notice could not be sent by one of the ways ({code})",
    "Une alerte n’a pas pu être envoyée par un des moyens ({code})",
    "有一条通知未能通过其中一种方式发出（{code}）",
    severity=Severity.WARNING,
)
WAY_WORKS = EventKind(
    "notices.way.recovered",
    "The way of telling works again",
    "Le moyen d’alerte fonctionne de nouveau",
    "通知方式已恢复",
    ends=("notices.way.failed",),
)
MAIL_SET = EventKind(
    "notices.mail.set", "The way out for mail was set", "L’envoi des courriels a été réglé", "已设置邮件发送"
)
MAIL_CONFIRMED = EventKind(
    "notices.mail.confirmed", "A test mail arrived", "Un courriel de test est arrivé", "测试邮件已送达"
)
PULSE_SET = EventKind(
    "notices.pulse.set",
    "It was set where Rempart reports that it lives",
    "Il a été réglé où Rempart signale qu’il est en vie",
    "已设置 Rempart 报告运行状态的地址",
)
PEER_ADDED = EventKind(
    "notices.peer.added", "Something to be watched was added", "Un élément à surveiller a été ajouté", "已添加监视对象"
)
PEER_REMOVED = EventKind(
    "notices.peer.removed", "Something is no longer watched", "Un élément n’est plus surveillé", "已停止监视一个对象"
)
PEER_SILENT = EventKind(
    "notices.peer.silent",
    "Something that reports here has been silent for {silent_s} s",
    "Un élément qui se signale ici est muet depuis {silent_s} s",
    "一个应在此报告的对象已沉默 {silent_s} 秒",
    severity=Severity.CRITICAL,
)
PEER_BACK = EventKind(
    "notices.peer.returned",
    "What was silent reports again",
    "Ce qui était muet se signale de nouveau",
    "沉默的对象已恢复报告",
    severity=Severity.NOTICE,
    ends=("notices.peer.silent",),
)
