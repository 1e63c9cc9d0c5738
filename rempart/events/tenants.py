"""Organisations as a whole: written out, taken in, closed, deleted. In the installation's log but for the closing and what the console hands out."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

ORGANISATION_WRITTEN_OUT = EventKind(
    "tenants.organisation.written_out",
    "An organisation was written out whole (personal fields: {personal})",
    "Une organisation a été exportée en entier (champs personnels : {personal})",
    "组织已整体导出（个人字段：{personal}）",
    severity=Severity.NOTICE,
)
ORGANISATION_TAKEN_IN = EventKind(
    "tenants.organisation.taken_in",
    "An organisation came from another installation, with {size} entries of its record",
    "Une organisation est venue d’une autre installation, avec {size} entrées de son registre",
    "一个组织从其他安装迁入，其记录含 {size} 个条目",
    severity=Severity.NOTICE,
)
ORGANISATION_MOVED = EventKind(
    "tenants.organisation.moved",
    "The organisation has moved to another installation; it can be read here and not changed",
    "L’organisation a déménagé vers une autre installation ; ici elle se lit et ne change plus",
    "组织已迁往其他安装；在此仅可阅读，不可更改",
    severity=Severity.WARNING,
)
DELETION_BEGUN = EventKind(
    "tenants.deletion.begun",
    "The organisation is closed and will be deleted; until then it can be called back",
    "L’organisation est fermée et sera supprimée ; jusque-là elle peut être rappelée",
    "组织已关闭并将被删除；在此之前可以撤回",
    severity=Severity.WARNING,
)
DELETION_CALLED_BACK = EventKind(
    "tenants.deletion.called_back",
    "The organisation was called back and is open again",
    "L’organisation a été rappelée et est de nouveau ouverte",
    "删除已撤回，组织重新开放",
    severity=Severity.NOTICE,
)
ORGANISATION_DELETED = EventKind(
    "tenants.organisation.deleted",
    "An organisation was deleted, with its log of {size} entries; the last checkpoint stands here",
    "Une organisation a été supprimée, avec son journal de {size} entrées ; le dernier point de contrôle figure ici",
    "组织及其 {size} 个条目的日志已删除；最后的检查点保留于此",
    severity=Severity.WARNING,
)
EXPORT_ASKED = EventKind(
    "tenants.export.asked",
    "An export of the whole organisation was asked for",
    "Une exportation de toute l’organisation a été demandée",
    "有人请求导出整个组织",
    severity=Severity.NOTICE,
)
EXPORT_MADE = EventKind(
    "tenants.export.made",
    "The export of the organisation is ready ({bytes} bytes, sealed)",
    "L’exportation de l’organisation est prête ({bytes} octets, scellée)",
    "组织的导出已就绪（{bytes} 字节，已密封）",
)
EXPORT_FETCHED = EventKind(
    "tenants.export.fetched",
    "The export of the organisation was downloaded ({bytes} bytes)",
    "L’exportation de l’organisation a été téléchargée ({bytes} octets)",
    "组织的导出已被下载（{bytes} 字节）",
    severity=Severity.NOTICE,
)
EXPORT_STOPPED = EventKind(
    "tenants.export.stopped",
    "The export of the organisation was stopped; nothing of it was kept",
    "L’exportation de l’organisation a été arrêtée ; rien n’en a été gardé",
    "组织的导出已停止，未保留任何内容",
)
EXPORT_FAILED = EventKind(
    "tenants.export.failed",
    "The export of the organisation failed ({reason}); nothing of it was kept",
    "L’exportation de l’organisation a échoué ({reason}) ; rien n’en a été gardé",
    "组织的导出失败（{reason}），未保留任何内容",
    severity=Severity.NOTICE,
)
EXPORT_REMOVED = EventKind(
    "tenants.export.removed",
    "The export of the organisation was removed; nobody fetched it in time",
    "L’exportation de l’organisation a été supprimée ; personne ne l’a retirée à temps",
    "组织的导出已移除，无人按时取走",
)
