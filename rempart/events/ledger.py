"""What the ledger itself writes into the installation's log."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

GAP_FOUND = EventKind(
    "ledger.gap.found",
    "Entries {first} to {last} of a writer never arrived",
    "Les entrées {first} à {last} d’un rédacteur ne sont jamais arrivées",
    "某个写入方的第 {first} 至 {last} 条记录始终没有到达",
    severity=Severity.WARNING,
)
ENTRY_REFUSED = EventKind(
    "ledger.entry.refused",
    "Number {seq} of a writer was no entry; its digest was kept",
    "Le numéro {seq} d’un rédacteur n’était pas une entrée ; son empreinte a été gardée",
    "某个写入方的第 {seq} 号不是有效记录，已保留其摘要",
    severity=Severity.WARNING,
)
HEARTBEAT_WRITTEN = EventKind(
    "ledger.heartbeat.written",
    "The ledger’s writer gave a sign of life",
    "Le rédacteur du registre a donné signe de vie",
    "账本写入程序报告运行正常",
)
DATABASE_MOVED = EventKind(
    "ledger.database.moved",
    "The data was moved to another database and verified there: {rows} rows, {entries} entries",
    "Les données ont été déplacées vers une autre base et vérifiées là-bas : {rows} lignes, {entries} entrées",
    "数据已迁移到另一个数据库并完成校验：{rows} 行，{entries} 条记录",
    severity=Severity.NOTICE,
)
