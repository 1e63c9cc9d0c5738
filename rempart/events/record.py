"""What the record says of itself: who read it, what left the house, and which outlet cannot be reached."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

LOG_READ = EventKind(
    "record.log.read",
    "Someone read the record on this day",
    "Une personne a consulté le registre ce jour-là",
    "有人在当天查阅了记录",
)
LOG_EXPORTED = EventKind(
    "record.log.exported",
    "Entries {first} to {last} were exported",
    "Les entrées {first} à {last} ont été exportées",
    "已导出第 {first} 至 {last} 条记录",
    severity=Severity.NOTICE,
)
OUTLET_ADDED = EventKind(
    "record.outlet.added",
    "The record is now sent to another system ({unit})",
    "Le registre est désormais envoyé à un autre système ({unit})",
    "记录现已发送到另一系统（{unit}）",
    severity=Severity.NOTICE,
)
OUTLET_CHANGED = EventKind(
    "record.outlet.changed",
    "The settings of an outlet were changed",
    "Les réglages d’une sortie ont changé",
    "输出的设置已更改",
    severity=Severity.NOTICE,
)
OUTLET_REMOVED = EventKind(
    "record.outlet.removed",
    "An outlet was removed: the record is no longer sent there",
    "Une sortie a été retirée : le registre n’y est plus envoyé",
    "已移除一个输出：记录不再发送到该处",
    severity=Severity.NOTICE,
)
OUTLET_PAUSED = EventKind(
    "record.outlet.paused", "An outlet was paused", "Une sortie a été mise en pause", "输出已暂停"
)
OUTLET_RESUMED = EventKind("record.outlet.resumed", "An outlet goes on", "Une sortie reprend", "输出已继续")
OUTLET_TESTED = EventKind(
    "record.outlet.tested",
    "A test message was sent through an outlet: {result}",
    "Un message d’essai a été envoyé par une sortie : {result}",
    "已通过输出发送测试消息：{result}",
)
SECRET_ROTATED = EventKind(
    "record.secret.rotated",
    "The signing secret of an outlet was replaced; for a day both sign",
    "Le secret de signature d’une sortie a été remplacé ; pendant un jour, les deux signent",
    "输出的签名密钥已更换；一天内新旧密钥同时签名",
    severity=Severity.NOTICE,
)
OUTLET_STALLED = EventKind(
    "record.outlet.stalled",
    "An outlet has reached nobody for a day ({code}); {waiting} entries wait",
    "Une sortie ne joint personne depuis un jour ({code}) ; {waiting} entrées attendent",
    "某个输出已有一天无法送达（{code}）；{waiting} 条记录在等待",
    severity=Severity.WARNING,
)
OUTLET_RECOVERED = EventKind(
    "record.outlet.recovered",
    "An outlet that had stalled delivers again",
    "Une sortie qui était bloquée livre de nouveau",
    "曾停滞的输出已恢复送达",
    severity=Severity.NOTICE,
    ends=("record.outlet.stalled",),
)
