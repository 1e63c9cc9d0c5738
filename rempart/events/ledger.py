"""What the ledger writes about itself, most of it into the installation's log."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

GAP_FOUND = EventKind(
    "ledger.gap.found",
    "Entries {first} to {last} of a writer never arrived",
    "Les entrées {first} à {last} d’une source ne sont jamais arrivées",
    "某来源的条目 {first} 至 {last} 未曾到达",
    severity=Severity.WARNING,
)
ENTRY_REFUSED = EventKind(
    "ledger.entry.refused",
    "Number {seq} of a writer was no entry, or none that it may write, and was left out",
    "Le numéro {seq} d’une source n’était pas une entrée, ou pas de celles qu’elle peut écrire, et a été écarté",
    "某来源的第 {seq} 号不是有效条目，或超出其写入权限，已略去",
    severity=Severity.WARNING,
)
ORIGIN_ALLOWED = EventKind(
    "ledger.origin.allowed",
    "A writer may now write entries of {kinds} kinds in {orgs} organisations",
    "Une source peut désormais écrire des entrées de {kinds} types dans {orgs} organisations",
    "某来源现可在 {orgs} 个组织中写入 {kinds} 类条目",
    severity=Severity.NOTICE,
)
ORIGIN_REVOKED = EventKind(
    "ledger.origin.revoked",
    "A writer may no longer write anything",
    "Une source ne peut plus rien écrire",
    "某来源不再有任何写入权限",
    severity=Severity.NOTICE,
)
HEARTBEAT_WRITTEN = EventKind(
    "ledger.heartbeat.written",
    "The integrator said that it is alive",
    "L’intégrateur a signalé qu’il fonctionne",
    "集成进程报告其仍在运行",
)
WITNESS_ADDED = EventKind(
    "ledger.witness.added", "A witness was added", "Un témoin a été ajouté", "已添加见证方", severity=Severity.NOTICE
)
WITNESS_REMOVED = EventKind(
    "ledger.witness.removed",
    "A witness is no longer asked",
    "Un témoin n’est plus sollicité",
    "不再请求某见证方",
    severity=Severity.WARNING,
)
WITNESS_REFUSED = EventKind(
    "ledger.witness.refused",
    "A witness refused to cosign the log {log}: {reason}",
    "Un témoin a refusé de contresigner le journal {log} : {reason}",
    "见证方拒绝为日志 {log} 副署：{reason}",
    severity=Severity.CRITICAL,
)
WITNESS_SILENT = EventKind(
    "ledger.witness.silent",
    "A witness has not answered for {minutes} minutes",
    "Un témoin ne répond plus depuis {minutes} minutes",
    "见证方已 {minutes} 分钟没有应答",
    severity=Severity.WARNING,
)
WITNESS_HEARD = EventKind(
    "ledger.witness.heard",
    "A witness cosigns again",
    "Un témoin contresigne de nouveau",
    "见证方已恢复副署",
    severity=Severity.NOTICE,
    ends=("ledger.witness.silent",),
)
KEY_ROTATED = EventKind(
    "ledger.key.rotated",
    "The key that signs the log was replaced; the old and the new one both say so",
    "La clé qui signe le journal a été remplacée ; l’ancienne et la nouvelle l’attestent",
    "日志的签名密钥已更换，新旧密钥均予证明",
    severity=Severity.NOTICE,
)
LOG_RECOVERED = EventKind(
    "ledger.log.recovered",
    "The log {log} was brought back from {before} to {after} entries, byte for byte",
    "Le journal {log} a été rétabli de {before} à {after} entrées, octet pour octet",
    "日志 {log} 已逐字节恢复：从 {before} 条到 {after} 条",
    severity=Severity.WARNING,
)
LOG_SUCCEEDED = EventKind(
    "ledger.log.succeeded",
    "The log {log} was signed up to {size} entries and only {held} are left; this log follows it",
    "Le journal {log} était signé jusqu’à {size} entrées et il n’en reste que {held} ; ce journal lui succède",
    "日志 {log} 曾签署至 {size} 条，现仅存 {held} 条；由本日志接续",
    severity=Severity.CRITICAL,
)
LOG_CONTINUED = EventKind(
    "ledger.log.continued",
    "The log {log} came from another installation with {size} entries; this log follows it",
    "Le journal {log} est venu d’une autre installation avec {size} entrées ; ce journal lui succède",
    "日志 {log} 从其他安装迁入，含 {size} 个条目；由本日志接续",
    severity=Severity.NOTICE,
)
SPLIT_FOUND = EventKind(
    "ledger.split.found",
    "Two signed heads of the log {log} do not fit each other",
    "Deux têtes signées du journal {log} ne concordent pas",
    "日志 {log} 的两个已签署树头互不相符",
    severity=Severity.CRITICAL,
)
DATABASE_MOVED = EventKind(
    "ledger.database.moved",
    "The data was moved to another database and verified there: {rows} rows, {entries} entries",
    "Les données ont été déplacées vers une autre base et vérifiées là-bas : {rows} lignes, {entries} entrées",
    "数据已迁移到另一个数据库并完成校验：{rows} 行，{entries} 条记录",
    severity=Severity.NOTICE,
)
