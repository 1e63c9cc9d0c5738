"""What the sealed way in writes. Every entry made by way of it carries `under: break_glass:UID` as well."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

SEALED = EventKind(
    "access.break_glass.sealed",
    "A secret for emergencies was sealed; the one before is void",
    "Un secret d’urgence a été scellé ; le précédent est nul",
    "已封存应急密钥；之前的已作废",
    severity=Severity.WARNING,
)
OPENED = EventKind(
    "access.break_glass.opened",
    "The sealed secret was used: every right for {minutes} minutes, without a second factor",
    "Le secret scellé a été utilisé : tous les droits pendant {minutes} minutes, sans second facteur",
    "封存的密钥已被使用：{minutes} 分钟内拥有全部权限，无需第二验证方式",
    severity=Severity.CRITICAL,
)
CLOSED = EventKind(
    "access.break_glass.closed",
    "The emergency access ended ({why}); a review and a new sealing are due",
    "L’accès d’urgence a pris fin ({why}) ; une revue et un nouveau scellé sont attendus",
    "应急访问已结束（{why}）；需要复查并重新封存",
    severity=Severity.WARNING,
)
REVIEWED = EventKind(
    "access.break_glass.reviewed",
    "What was done by emergency access was written down",
    "Ce qui a été fait par l’accès d’urgence a été consigné",
    "已书面记录应急访问期间的操作",
)
SIGNED = EventKind(
    "access.break_glass.signed",
    "The review of an emergency access was signed ({count} of {needed})",
    "La revue d’un accès d’urgence a été signée ({count} sur {needed})",
    "应急访问的复查已签署（{count}/{needed}）",
)
OVERDUE = EventKind(
    "access.break_glass.overdue",
    "The review of an emergency access is overdue",
    "La revue d’un accès d’urgence est en retard",
    "应急访问的复查已逾期",
    severity=Severity.WARNING,
)
UNTRIED = EventKind(
    "access.break_glass.untried",
    "The sealed secret was not tried for a year: try it and seal a new one",
    "Le secret scellé n’a pas été essayé depuis un an : essayez-le et scellez-en un nouveau",
    "封存的密钥已有一年未测试：请测试并重新封存",
    severity=Severity.NOTICE,
)
