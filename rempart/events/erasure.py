"""What may be forgotten and what must be kept: erasures, holds, the end of a retention period, a withheld prefix."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

DAY_ERASED = EventKind(
    "directory.day.erased",
    "What was kept about strangers on one day was erased",
    "Ce qui était conservé sur des inconnus pour une journée a été effacé",
    "某一天留存的陌生访客数据已删除",
)
HOLD_ASKED = EventKind(
    "directory.hold.asked",
    "A legal hold on one {scope} was asked for",
    "Une conservation légale a été demandée (portée : {scope})",
    "已申请法律保全（范围：{scope}）",
    severity=Severity.NOTICE,
)
HOLD_SET = EventKind(
    "directory.hold.set",
    "A second person approved the legal hold on one {scope}",
    "Une deuxième personne a approuvé la conservation légale (portée : {scope})",
    "第二人已批准法律保全（范围：{scope}）",
)
HOLD_LIFT_ASKED = EventKind(
    "directory.hold.lift_asked",
    "Someone asked to lift the legal hold on one {scope}",
    "La levée d’une conservation légale a été demandée (portée : {scope})",
    "有人申请解除法律保全（范围：{scope}）",
)
HOLD_LIFTED = EventKind(
    "directory.hold.lifted",
    "A second person lifted the legal hold on one {scope}",
    "Une deuxième personne a levé la conservation légale (portée : {scope})",
    "第二人已解除法律保全（范围：{scope}）",
)
PAYLOADS_EXPIRED = EventKind(
    "directory.payload.expired",
    "{count} personal payloads were kept long enough and were deleted",
    "{count} contenus personnels ont atteint leur durée de conservation et ont été supprimés",
    "{count} 份个人数据保存期满，已删除",
)
PREFIX_WITHHELD = EventKind(
    "ledger.prefix.withheld",
    "The bytes of the first {below} entries were moved into an archive; their hashes and proofs stay",
    "Le contenu des {below} premières entrées a été déplacé dans une archive ; empreintes et preuves restent",
    "前 {below} 条记录的内容已移入归档，散列与证明保留",
)
