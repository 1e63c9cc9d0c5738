"""What the watch-tower writes: monitors, outages and their ends, its own silences, its alarm and who heard it."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

MONITOR_ADDED = EventKind(
    "watch.monitor.added",
    "{where} is watched from now on ({kind}, every {every_s} s)",
    "{where} est désormais surveillé ({kind}, toutes les {every_s} s)",
    "开始监视 {where}（{kind}，每 {every_s} 秒）",
)
MONITOR_CHANGED = EventKind(
    "watch.monitor.changed",
    "How {where} is watched was changed",
    "La surveillance de {where} a été modifiée",
    "已更改对 {where} 的监视方式",
)
MONITOR_REMOVED = EventKind(
    "watch.monitor.removed",
    "{where} is no longer watched",
    "{where} n’est plus surveillé",
    "不再监视 {where}",
    ends=("watch.outage.confirmed", "watch.flapping.begun", "watch.service.degraded"),
)
MONITOR_PAUSED = EventKind(
    "watch.monitor.paused",
    "Watching {where} was paused",
    "La surveillance de {where} est suspendue",
    "已暂停监视 {where}",
    ends=("watch.outage.confirmed", "watch.flapping.begun", "watch.service.degraded"),
)
MONITOR_RESUMED = EventKind(
    "watch.monitor.resumed", "Watching {where} goes on", "La surveillance de {where} reprend", "已恢复监视 {where}"
)
MONITORS_IMPORTED = EventKind(
    "watch.monitors.imported",
    "{count} monitors were taken over from {source}; {left} were not",
    "{count} sondes ont été reprises de {source} ; {left} ne l’ont pas été",
    "已从 {source} 导入 {count} 个监视项；{left} 个未导入",
)
OUTAGE_CONFIRMED = EventKind(
    "watch.outage.confirmed",
    "{where} is down ({reason}), confirmed by {how}",
    "{where} ne répond plus ({reason}), confirmé par {how}",
    "{where} 已中断（{reason}），由 {how} 确认",
    severity=Severity.CRITICAL,
    ends=("watch.service.degraded",),
)
OUTAGE_ENDED = EventKind(
    "watch.outage.ended",
    "{where} answers again after {seconds} s",
    "{where} répond de nouveau après {seconds} s",
    "{where} 在 {seconds} 秒后恢复应答",
    severity=Severity.NOTICE,
    ends=("watch.outage.confirmed",),
)
OUTAGE_NOTED = EventKind(
    "watch.outage.noted",
    "{where} was down ({reason}) during announced work or while it comes and goes; nobody was woken",
    "{where} ne répondait plus ({reason}) pendant des travaux annoncés ou par intermittence ; personne n’a été réveillé",
    "{where} 在已公告的维护或时断时续期间中断（{reason}）；未惊动任何人",
)
SERVICE_DEGRADED = EventKind(
    "watch.service.degraded",
    "{where} answers, but not as it should ({reason})",
    "{where} répond, mais pas comme il faudrait ({reason})",
    "{where} 有应答，但不正常（{reason}）",
    severity=Severity.WARNING,
)
SERVICE_RESTORED = EventKind(
    "watch.service.restored",
    "{where} answers as it should again",
    "{where} répond de nouveau comme il faut",
    "{where} 已恢复正常应答",
    ends=("watch.service.degraded",),
)
FLAPPING_BEGUN = EventKind(
    "watch.flapping.begun",
    "{where} comes and goes: {count} outages within {minutes} min. You hear of it again when it is steady",
    "{where} va et vient : {count} interruptions en {minutes} min. Vous en saurez plus quand ce sera stable",
    "{where} 时断时续：{minutes} 分钟内 {count} 次中断。稳定后会再通知您",
    severity=Severity.CRITICAL,
)
FLAPPING_ENDED = EventKind(
    "watch.flapping.ended",
    "{where} is steady again",
    "{where} est de nouveau stable",
    "{where} 已恢复稳定",
    ends=("watch.flapping.begun",),
)
PLACE_SILENT = EventKind(
    "watch.place.silent",
    "The probe {place} has been silent for {seconds} s. That says nothing of the sites; what it looked at is unknown",
    "La sonde {place} se tait depuis {seconds} s. Cela ne dit rien des sites ; ce qu’elle regardait est inconnu",
    "探针 {place} 已沉默 {seconds} 秒。这不说明网站有问题；其监视对象的状态未知",
    severity=Severity.WARNING,
)
PLACE_BLIND = EventKind(
    "watch.place.blind",
    "Nothing that is watched from {place} answers any more: its own way out, or all of it at once. No site is accused",
    "Plus rien de ce qui est surveillé depuis {place} ne répond : sa propre sortie, ou tout à la fois. Aucun site n’est accusé",
    "从 {place} 监视的对象全部无应答：可能是自身出口故障，也可能全部同时中断。未指认任何网站",
    severity=Severity.CRITICAL,
)
PLACE_RETURNED = EventKind(
    "watch.place.returned",
    "The probe {place} speaks again",
    "La sonde {place} parle de nouveau",
    "探针 {place} 恢复通信",
    ends=("watch.place.silent", "watch.place.blind"),
)
HUB_AWAY = EventKind(
    "watch.hub.away",
    "Rempart itself was away for {seconds} s; that time counts as not measured, not as an outage",
    "Rempart lui-même était absent pendant {seconds} s ; ce temps compte comme non mesuré, pas comme une interruption",
    "Rempart 自身离线 {seconds} 秒；该时段计为未测量，而非中断",
    severity=Severity.NOTICE,
)
CLOCK_JUMPED = EventKind(
    "watch.clock.jumped",
    "The clock of this machine was set by {seconds} s; no outage is counted for it",
    "L’horloge de cette machine a été réglée de {seconds} s ; aucune interruption n’est comptée",
    "本机时钟被调整 {seconds} 秒；不计为中断",
    severity=Severity.NOTICE,
)
PROBE_INVITED = EventKind(
    "watch.probe.invited",
    "A code for a remote probe was made",
    "Un code pour une sonde distante a été créé",
    "已为远程探针生成代码",
)
PROBE_ENROLLED = EventKind(
    "watch.probe.enrolled",
    "A remote probe was enrolled, its key ends in {key}",
    "Une sonde distante est inscrite, sa clé finit par {key}",
    "远程探针已注册，其密钥以 {key} 结尾",
    severity=Severity.NOTICE,
)
PROBE_REMOVED = EventKind(
    "watch.probe.removed",
    "A remote probe was removed",
    "Une sonde distante a été retirée",
    "已移除一个远程探针",
    ends=("watch.place.silent",),
)
WINDOW_PLANNED = EventKind(
    "watch.maintenance.planned",
    "Work was announced from {begins} to {ends}",
    "Des travaux sont annoncés du {begins} au {ends}",
    "已公告维护：{begins} 至 {ends}",
)
WINDOW_DROPPED = EventKind(
    "watch.maintenance.dropped",
    "Announced work was called off",
    "Des travaux annoncés sont annulés",
    "已取消公告的维护",
)
OUTAGE_TAKEN = EventKind(
    "watch.outage.taken",
    "A person took it in hand {after_s} s after it was first seen",
    "Une personne s’en charge, {after_s} s après le premier signe",
    "首次发现 {after_s} 秒后，有人着手处理",
)
ALARM_RUNG = EventKind(
    "watch.alarm.rung",
    "This is the weekly test alarm: nothing is down. Take it in hand, so that everybody knows it is heard",
    "Ceci est l’alarme d’essai hebdomadaire : rien n’est en panne. Prenez-la en charge, pour que l’on sache qu’elle est entendue",
    "这是每周测试警报：没有任何中断。请接手，以确认警报有人听到",
    severity=Severity.CRITICAL,
)
ALARM_HEARD = EventKind(
    "watch.alarm.heard",
    "The test alarm was heard after {after_s} s",
    "L’alarme d’essai a été entendue après {after_s} s",
    "测试警报在 {after_s} 秒后有人听到",
    ends=("watch.alarm.rung",),
)
ALARM_UNHEARD = EventKind(
    "watch.alarm.unheard",
    "Nobody took the test alarm in hand for a week: an alarm that nobody hears proves nothing",
    "Personne n’a pris en charge l’alarme d’essai en une semaine : une alarme que nul n’entend ne prouve rien",
    "一周内无人接手测试警报：无人听到的警报毫无意义",
    severity=Severity.WARNING,
    ends=("watch.alarm.rung",),
)
PAGE_CHANGED = EventKind(
    "watch.page.changed",
    "The status page was changed",
    "La page d’état a été modifiée",
    "状态页已更改",
)
FACT_RECORDED = EventKind(
    "watch.fact.recorded", "{source} saw {fact_kind}", "{source} a vu {fact_kind}", "{source} 观察到 {fact_kind}"
)
PEAK_BEGUN = EventKind(
    "watch.peak.begun",
    "{where}: {count} requests in five minutes, usually {usual} at this hour",
    "{where}\u202f: {count} requêtes en cinq minutes, d’ordinaire {usual} à cette heure",
    "{where}：五分钟内 {count} 次请求，此时段通常为 {usual} 次",
    severity=Severity.WARNING,
)
PEAK_ENDED = EventKind(
    "watch.peak.ended",
    "{where}: traffic is as usual again, after {minutes} min",
    "{where}\u202f: le trafic est redevenu habituel, après {minutes} min",
    "{where}：流量已恢复正常，历时 {minutes} 分钟",
    severity=Severity.NOTICE,
    ends=("watch.peak.begun",),
)
TAP_SET = EventKind(
    "watch.tap.set",
    "The requests of {where} are counted from its access log",
    "Les requêtes de {where} sont comptées dans son journal d’accès",
    "开始根据访问日志统计 {where} 的请求",
)
TAP_BEGUN = EventKind(
    "watch.tap.begun",
    "The requests of {where} are counted by its companion",
    "Les requêtes de {where} sont comptées par son extension compagnon",
    "开始由伴侣插件统计 {where} 的请求",
)
TAP_ENDED = EventKind(
    "watch.tap.ended",
    "The requests of {where} are no longer counted",
    "Les requêtes de {where} ne sont plus comptées",
    "不再统计 {where} 的请求",
    ends=("watch.peak.begun",),
)
