"""What the vault writes. Places and settings are named by uid and kind; no path, account or secret stands here."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

PLAN_SET = EventKind(
    "backup.plan.set",
    "How a site is backed up was set: from {source}, every {every_s} s, in {places} places",
    "La sauvegarde d’un site a été réglée : depuis {source}, toutes les {every_s} s, en {places} lieux",
    "已设定网站备份：来源 {source}，每 {every_s} 秒一次，存放 {places} 处",
)
PLAN_PAUSED = EventKind(
    "backup.plan.paused",
    "Backups of a site were switched off",
    "Les sauvegardes d’un site ont été désactivées",
    "网站备份已关闭",
    severity=Severity.NOTICE,
)
STORE_ADDED = EventKind(
    "backup.store.added",
    "A place for backups was added: {kind}",
    "Un lieu de sauvegarde a été ajouté : {kind}",
    "已添加备份存放处：{kind}",
)
STORE_REMOVED = EventKind(
    "backup.store.removed",
    "A place for backups was removed; what lies there stays there",
    "Un lieu de sauvegarde a été retiré ; ce qui s’y trouve y reste",
    "备份存放处已移除；其中内容保留不动",
    severity=Severity.NOTICE,
)
STORE_TRIED = EventKind(
    "backup.store.tried",
    "It was tried whether what writes backups can delete them: refused {refused}",
    "On a essayé de supprimer une sauvegarde avec le compte qui écrit : refusé {refused}",
    "已试验写入备份的账户能否删除备份：被拒 {refused}",
)
SNAPSHOT_ASKED = EventKind(
    "backup.snapshot.asked", "A snapshot was asked for", "Un instantané a été demandé", "已请求快照"
)
SNAPSHOT_TAKEN = EventKind(
    "backup.snapshot.taken",
    "A snapshot was taken: {files} files, {rows} rows, {bytes} bytes, in {places} places",
    "Un instantané a été pris : {files} fichiers, {rows} lignes, {bytes} octets, en {places} lieux",
    "已拍摄快照：{files} 个文件，{rows} 行，{bytes} 字节，存放 {places} 处",
    ends=("backup.snapshot.failed",),
)
SNAPSHOT_FAILED = EventKind(
    "backup.snapshot.failed",
    "A snapshot could not be taken: {trouble}",
    "Un instantané n’a pas pu être pris : {trouble}",
    "快照未能完成：{trouble}",
    severity=Severity.WARNING,
)
PLACE_FAILED = EventKind(
    "backup.place.failed",
    "One place of a site’s backups does not take snapshots: {trouble}",
    "Un lieu de sauvegarde d’un site ne prend pas les instantanés : {trouble}",
    "某处备份存放处未能接收快照：{trouble}",
    severity=Severity.WARNING,
)
SNAPSHOTS_PRUNED = EventKind(
    "backup.snapshots.pruned",
    "{count} old snapshots went, as the plan says",
    "{count} anciens instantanés ont été supprimés, comme prévu",
    "已按计划清理 {count} 个旧快照",
)
UNREST_NOTICED = EventKind(
    "backup.unrest.noticed",
    "A site changes in an unusual way ({reasons}); nothing old is thrown away until a person has looked",
    "Un site change de façon inhabituelle ({reasons}) ; rien d’ancien n’est jeté avant qu’une personne ait regardé",
    "网站变化异常（{reasons}）；在有人查看之前不清理任何旧快照",
    severity=Severity.CRITICAL,
)
UNREST_CLEARED = EventKind(
    "backup.unrest.cleared",
    "A person looked at the unusual change; old snapshots go again as planned",
    "Une personne a examiné le changement inhabituel ; le nettoyage reprend comme prévu",
    "已有人查看异常变化；旧快照恢复按计划清理",
    ends=("backup.unrest.noticed",),
)
VERIFIED = EventKind(
    "backup.snapshot.verified",
    "A snapshot was checked: the repository is whole, the manifest fits",
    "Un instantané a été contrôlé : le dépôt est entier, le manifeste correspond",
    "快照已校验：仓库完整，清单相符",
    ends=("backup.verification.failed",),
)
VERIFICATION_FAILED = EventKind(
    "backup.verification.failed",
    "A snapshot does not hold what it should: {trouble}",
    "Un instantané ne contient pas ce qu’il devrait : {trouble}",
    "快照内容与应有内容不符：{trouble}",
    severity=Severity.CRITICAL,
)
RESTORE_ASKED = EventKind(
    "backup.restore.asked",
    "A restore was asked for: {what}",
    "Une restauration a été demandée : {what}",
    "已请求恢复：{what}",
    severity=Severity.NOTICE,
)
RETURN_REGISTERED = EventKind(
    "backup.return.registered",
    "Before anything was overwritten, the way back was registered",
    "Avant tout écrasement, le retour a été enregistré",
    "覆盖之前已登记返回方式",
)
RESTORED = EventKind(
    "backup.restore.done",
    "A site was brought back: {files} files, {rows} rows, in {seconds} s",
    "Un site a été rétabli : {files} fichiers, {rows} lignes, en {seconds} s",
    "网站已恢复：{files} 个文件，{rows} 行，用时 {seconds} 秒",
    severity=Severity.NOTICE,
)
RESTORE_FAILED = EventKind(
    "backup.restore.failed",
    "A restore did not come through, and the state before it is back: {trouble}",
    "Une restauration n’a pas abouti, l’état précédent est revenu : {trouble}",
    "恢复未完成，已回到之前的状态：{trouble}",
    severity=Severity.CRITICAL,
)
RETURNED = EventKind(
    "backup.restore.returned",
    "A restore was taken back: the state before it is live again",
    "Une restauration a été annulée : l’état précédent est de nouveau en ligne",
    "恢复已撤销：之前的状态重新上线",
    severity=Severity.NOTICE,
)
REHEARSED = EventKind(
    "backup.restore.rehearsed",
    "A restore was rehearsed beside the live site in {seconds} s; the data were {age_s} s old",
    "Une restauration a été répétée à côté du site en {seconds} s ; les données avaient {age_s} s",
    "已在线上网站旁演练恢复，用时 {seconds} 秒；数据时龄 {age_s} 秒",
    ends=("backup.rehearsal.failed",),
)
REHEARSAL_FAILED = EventKind(
    "backup.rehearsal.failed",
    "A restore was rehearsed and failed: {trouble}",
    "La répétition d’une restauration a échoué : {trouble}",
    "恢复演练失败：{trouble}",
    severity=Severity.CRITICAL,
)
JOB_STOPPED = EventKind(
    "backup.job.stopped",
    "Work of the vault was stopped: {work}",
    "Un travail du coffre a été arrêté : {work}",
    "保险库任务已停止：{work}",
)
ARCHIVE_ASKED = EventKind(
    "backup.archive.asked",
    "An archive of UpdraftPlus is to be brought into the vault",
    "Une archive d’UpdraftPlus doit être reprise dans le coffre",
    "已请求将 UpdraftPlus 存档导入保险库",
)
ARCHIVE_ARRIVED = EventKind(
    "backup.archive.arrived",
    "Files of an archive were uploaded: {count} files, {bytes} bytes",
    "Des fichiers d’archive ont été téléversés : {count} fichiers, {bytes} octets",
    "已上传存档文件：{count} 个文件，{bytes} 字节",
)
ARCHIVE_DROPPED = EventKind(
    "backup.archive.dropped",
    "Uploaded files of an archive were thrown away",
    "Des fichiers d’archive téléversés ont été jetés",
    "已丢弃上传的存档文件",
)
ARCHIVE_UNWANTED = EventKind(
    "backup.archive.unwanted",
    "An archive that was brought into the vault is to be removed from it",
    "Une archive reprise dans le coffre doit en être retirée",
    "已请求从保险库移除导入的存档",
)
ARCHIVE_REMOVED = EventKind(
    "backup.archive.removed",
    "An archive of {moment} was removed from the vault, in {places} places; the snapshots of the vault’s own stay",
    "Une archive du {moment} a été retirée du coffre, lieux\u202f: {places}\u202f; les instantanés du coffre restent",
    "{moment} 的存档已从保险库的 {places} 处移除；保险库自己的快照保留",
    severity=Severity.NOTICE,
)
ARCHIVE_STAYED = EventKind(
    "backup.archive.stayed",
    "An archive could not be removed from the vault: {trouble}",
    "Une archive n’a pas pu être retirée du coffre\u202f: {trouble}",
    "未能从保险库移除存档：{trouble}",
    severity=Severity.NOTICE,
)
ARCHIVE_IMPORTED = EventKind(
    "backup.archive.imported",
    "An archive of {from} came into the vault: {files} files, {rows} rows, of {moment}; not in it: {notes}",
    "Une archive de {from} est dans le coffre : {files} fichiers, {rows} lignes, du {moment} ; n’y est pas : {notes}",
    "{from} 存档已进入保险库：{files} 个文件，{rows} 行，时刻 {moment}；不含：{notes}",
)
ARCHIVE_REFUSED = EventKind(
    "backup.archive.refused",
    "An archive was not brought in: {trouble}",
    "Une archive n’a pas été reprise : {trouble}",
    "存档未能导入：{trouble}",
    severity=Severity.NOTICE,
)
SHARES_PRINTED = EventKind(
    "backup.shares.printed",
    "The two shares of the vault’s key were shown, once",
    "Les deux parts de la clé du coffre ont été montrées, une fois",
    "保险库密钥的两份分片已显示一次",
    severity=Severity.NOTICE,
)
SHARES_JOINED = EventKind(
    "backup.shares.joined",
    "The two shares of the vault’s key were joined on the shell",
    "Les deux parts de la clé du coffre ont été réunies au terminal",
    "保险库密钥的两份分片已在命令行合并",
    severity=Severity.WARNING,
)
FACT_RECORDED = EventKind(
    "backup.fact.recorded",
    "Backups were measured: {fact_kind}",
    "Sauvegardes mesurées : {fact_kind}",
    "备份测量：{fact_kind}",
)
