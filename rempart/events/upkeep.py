"""What upkeep writes into the installation's log: copies made, states put back, keys changed."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

BACKUP_MADE = EventKind("upkeep.backup.made", "A backup was made", "Une sauvegarde a été faite", "已完成备份")
BACKUP_FAILED = EventKind(
    "upkeep.backup.failed",
    "A backup failed ({reason})",
    "Une sauvegarde a échoué ({reason})",
    "备份失败（{reason}）",
    severity=Severity.WARNING,
    ends=("upkeep.backup.failed",),
)
BACKUP_REQUESTED = EventKind(
    "upkeep.backup.requested", "Someone asked for a backup", "Une sauvegarde a été demandée", "有人请求备份"
)
RESTORE_DONE = EventKind(
    "upkeep.restore.done",
    "An earlier state was put back, made at {made_at}",
    "Un état antérieur a été rétabli, datant du {made_at}",
    "已恢复到较早的状态，备份时间：{made_at}",
    severity=Severity.WARNING,
)
RESTORE_RETURNED = EventKind(
    "upkeep.restore.returned",
    "The state before a restore was put back",
    "L’état d’avant une restauration a été rétabli",
    "已恢复到还原之前的状态",
    severity=Severity.WARNING,
)
UPGRADE_DONE = EventKind(
    "upkeep.upgrade.done",
    "The tables were brought to release {release}",
    "Les tables ont été amenées à la version {release}",
    "数据表已升级到版本 {release}",
    severity=Severity.NOTICE,
)
KEY_ROTATED = EventKind(
    "upkeep.key.rotated",
    "The key for {key} was replaced",
    "La clé pour {key} a été remplacée",
    "密钥 {key} 已更换",
    severity=Severity.NOTICE,
)
KEY_RETIRED = EventKind(
    "upkeep.key.retired",
    "Replaced keys were to be destroyed ({key})",
    "La destruction de clés remplacées a été demandée ({key})",
    "已要求销毁已更换的密钥（{key}）",
    severity=Severity.NOTICE,
)
DISK_FULL = EventKind(
    "upkeep.disk.filled",
    "The disk was full; reading went on, writing waited",
    "Le disque était plein ; la lecture a continué, l’écriture a attendu",
    "磁盘曾写满：读取继续，写入等待",
    severity=Severity.CRITICAL,
)
CLOCK_SET_BACK = EventKind(
    "upkeep.clock.set_back",
    "The clock was set back; {waiting} pieces of work that waited for a later moment go on now",
    "L’horloge a été reculée ; {waiting} travaux qui attendaient un moment ultérieur reprennent maintenant",
    "时钟被调回；{waiting} 项等待较晚时刻的工作现在继续",
    severity=Severity.WARNING,
)
