"""What joining, moving and leaving write. People are uids; names and addresses never stand here."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

CHANGE_PLANNED = EventKind(
    "lifecycle.change.planned", "A change is planned: {kind}", "Un changement est prévu : {kind}", "已计划变更：{kind}"
)
CHANGE_PAUSED = EventKind(
    "lifecycle.change.paused",
    "A change waits for a second person: {kind}",
    "Un changement attend une deuxième personne : {kind}",
    "变更正等待第二人确认：{kind}",
    severity=Severity.WARNING,
)
CHANGE_REFUSED = EventKind(
    "lifecycle.change.refused",
    "A change was refused: {reason}",
    "Un changement a été refusé : {reason}",
    "变更被拒绝：{reason}",
    severity=Severity.WARNING,
)
CHANGE_ALLOWED = EventKind(
    "lifecycle.change.allowed",
    "A second person allowed exactly this change: {digest}",
    "Une deuxième personne a autorisé exactement ce changement : {digest}",
    "第二人批准了该变更：{digest}",
)
CHANGE_DROPPED = EventKind(
    "lifecycle.change.dropped",
    "A change was dropped: {reason}",
    "Un changement a été abandonné : {reason}",
    "变更已放弃：{reason}",
)
PERSON_JOINED = EventKind("lifecycle.person.joined", "A person joined", "Une personne est arrivée", "人员入职")
PERSON_MOVED = EventKind(
    "lifecycle.person.moved",
    "A person changed teams: {joined} new, {left} ended",
    "Une personne a changé d’équipe : {joined} nouvelle(s), {left} terminée(s)",
    "人员调动：新增团队 {joined} 个，退出 {left} 个",
)
PERSON_LEFT = EventKind(
    "lifecycle.person.left",
    "A person left; access here ended {took_ms} ms after the word of the personnel system",
    "Une personne est partie ; l’accès ici a pris fin {took_ms} ms après l’annonce du système du personnel",
    "人员离职；人事系统通知后 {took_ms} 毫秒，此处访问权限已终止",
)
LEAVER_CLOSED = EventKind(
    "lifecycle.leaver.closed",
    "A leaver has no access left: here after {inner_ms} ms, in {systems} connected systems after {outer_ms} ms",
    "Une personne partie n’a plus d’accès : ici après {inner_ms} ms, dans {systems} systèmes reliés après {outer_ms} ms",
    "离职人员已无任何访问权限：此处用时 {inner_ms} 毫秒，{systems} 个已连接系统用时 {outer_ms} 毫秒",
)
JOINER_NOT_ADMITTED = EventKind(
    "lifecycle.joiner.not_admitted",
    "A team gives a role, but this person could not be let in: {reason}",
    "Une équipe donne un rôle, mais cette personne n’a pas pu être admise : {reason}",
    "团队对应某个角色，但此人未能获准进入：{reason}",
    severity=Severity.NOTICE,
)
ACCESS_REVOKED = EventKind(
    "lifecycle.access.revoked",
    "A connected system ended a leaver’s access, at try {tries}",
    "Un système relié a mis fin à l’accès d’une personne partie, à l’essai {tries}",
    "已连接系统在第 {tries} 次尝试时终止了离职人员的访问权限",
)
CONNECTOR_SILENT = EventKind(
    "lifecycle.connector.silent",
    "A connected system does not end a leaver’s access: {trouble}",
    "Un système relié ne met pas fin à l’accès d’une personne partie : {trouble}",
    "已连接系统未终止离职人员的访问权限：{trouble}",
    severity=Severity.WARNING,
)
CONNECTOR_STILL_SILENT = EventKind(
    "lifecycle.connector.still_silent",
    "A leaver still has access in a connected system after {minutes} minutes: {trouble}",
    "Une personne partie a encore accès à un système relié après {minutes} minutes : {trouble}",
    "{minutes} 分钟后，离职人员在已连接系统中仍有访问权限：{trouble}",
    severity=Severity.CRITICAL,
)
CONNECTOR_ANSWERED = EventKind(
    "lifecycle.connector.answered",
    "The connected system answers again",
    "Le système relié répond de nouveau",
    "已连接系统恢复响应",
    severity=Severity.NOTICE,
    ends=("lifecycle.connector.silent", "lifecycle.connector.still_silent"),
)
CONNECTION_ADDED = EventKind(
    "lifecycle.connection.added",
    "A system was connected: {connector}",
    "Un système a été relié : {connector}",
    "已连接系统：{connector}",
)
CONNECTION_REMOVED = EventKind(
    "lifecycle.connection.removed",
    "A system was disconnected; leavers keep what they have there",
    "Un système a été détaché ; les personnes parties y gardent leurs accès",
    "系统已断开连接；离职人员在其中的权限将保留",
    severity=Severity.NOTICE,
)
CONNECTION_PAUSED = EventKind(
    "lifecycle.connection.paused",
    "A connected system was paused; leavers keep what they have there until it goes on",
    "Un système relié est en pause ; les personnes parties y gardent leurs accès jusqu’à la reprise",
    "已连接系统已暂停；恢复之前，离职人员在其中的权限将保留",
    severity=Severity.WARNING,
)
CONNECTION_RESUMED = EventKind(
    "lifecycle.connection.resumed",
    "A connected system goes on: {open} revocations are due",
    "Un système relié reprend : {open} retraits d’accès sont à faire",
    "已连接系统恢复：有 {open} 项权限撤销待执行",
)
NAME_SET = EventKind(
    "lifecycle.name.set",
    "Somebody wrote down by which name a connected system knows a person",
    "Le nom sous lequel un système relié connaît une personne a été noté",
    "已记录某人在已连接系统中的名称",
)
CONNECTION_TRIED = EventKind(
    "lifecycle.connection.tried",
    "Somebody asked to try a connected system again",
    "Une personne a demandé un nouvel essai avec un système relié",
    "有人请求重试已连接系统",
)
TOKEN_MADE = EventKind(
    "lifecycle.token.made",
    "A token for the identity system was made",
    "Un jeton pour le système d’identité a été créé",
    "已为身份系统创建令牌",
)
TOKEN_REVOKED = EventKind(
    "lifecycle.token.revoked",
    "A token of the identity system was revoked",
    "Un jeton du système d’identité a été révoqué",
    "身份系统的令牌已撤销",
)
TOKEN_ORPHANED = EventKind(
    "lifecycle.token.orphaned",
    "Whoever made this token of the identity system has left; exchange it",
    "La personne qui a créé ce jeton du système d’identité est partie ; remplacez-le",
    "创建此身份系统令牌的人已离职；请更换令牌",
    severity=Severity.WARNING,
)
SECRET_MADE = EventKind(
    "lifecycle.secret.made",
    "A secret for the personnel system was made",
    "Un secret pour le système du personnel a été créé",
    "已为人事系统创建密钥",
)
MAPPING_SET = EventKind(
    "lifecycle.mapping.set",
    "People of a team now sign in as {role}",
    "Les membres d’une équipe se connectent désormais comme {role}",
    "团队成员现以“{role}”身份登录",
)
MAPPING_ENDED = EventKind(
    "lifecycle.mapping.ended",
    "A team gives no role any more",
    "Une équipe ne donne plus de rôle",
    "团队不再对应任何角色",
)
USER_WRITTEN = EventKind(
    "lifecycle.user.written",
    "The identity system wrote a person",
    "Le système d’identité a écrit une personne",
    "身份系统写入了一名人员",
)
GROUP_WRITTEN = EventKind(
    "lifecycle.group.written",
    "The identity system wrote a team",
    "Le système d’identité a écrit une équipe",
    "身份系统写入了一个团队",
)
HR_EVENT_TAKEN = EventKind(
    "lifecycle.hr_event.taken",
    "A message of the personnel system was taken: {kind}",
    "Un message du système du personnel a été pris en compte : {kind}",
    "已接收人事系统消息：{kind}",
)
FACT_RECORDED = EventKind(
    "lifecycle.fact.recorded",
    "How fast leavers lost their access was measured",
    "Le temps que met l’accès à prendre fin après un départ a été mesuré",
    "已测量离职人员失去访问权限的速度",
)
ZONE_SET = EventKind(
    "lifecycle.zone.set",
    "A last day ends by the clock of {zone}",
    "Un dernier jour se termine à l’heure de {zone}",
    "最后一天按 {zone} 时间结束",
)
