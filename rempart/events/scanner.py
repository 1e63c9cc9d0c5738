"""What the scanner writes: looks taken, facts seen, consent given."""

from rempart.events.kind import EventKind

RUN_REQUESTED = EventKind(
    "scanner.run.requested", "A measurement was asked for", "Une mesure a été demandée", "已请求测量"
)
RUN_FINISHED = EventKind(
    "scanner.run.finished",
    "A measurement ended: {facts} facts, {failed} looks failed",
    "Une mesure s’est terminée : {facts} faits, {failed} regards sans résultat",
    "测量结束：{facts} 条事实，{failed} 次未能查看",
)
RUN_STOPPED = EventKind(
    "scanner.run.stopped",
    "A measurement was stopped by a person",
    "Une mesure a été arrêtée par une personne",
    "测量被人工停止",
)
FACT_RECORDED = EventKind(
    "scanner.fact.recorded", "{source} saw {fact_kind}", "{source} a vu {fact_kind}", "{source} 观察到 {fact_kind}"
)
CONSENT_GIVEN = EventKind(
    "scanner.consent.given",
    "The owner allowed probes until {until}",
    "Le propriétaire a autorisé les tests jusqu’au {until}",
    "所有者允许探测，直至 {until}",
)
CONSENT_WITHDRAWN = EventKind(
    "scanner.consent.withdrawn",
    "The owner withdrew consent to probes",
    "Le propriétaire a retiré son accord pour les tests",
    "所有者撤回探测许可",
)
SCHEDULE_CHANGED = EventKind(
    "scanner.schedule.changed",
    "Measured every {every_s} s from now on",
    "Mesuré toutes les {every_s} s désormais",
    "此后每 {every_s} 秒测量一次",
)
SCHEDULE_ENDED = EventKind(
    "scanner.schedule.ended",
    "No longer measured by itself",
    "N’est plus mesuré tout seul",
    "不再自动测量",
)
