"""What the directory writes of approvals, privileges, delegations and reviews of access: each step, who and when."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

APPROVAL_ASKED = EventKind(
    "directory.approval.asked",
    "The yes of a second person was asked for: {what}",
    "L’accord d’une deuxième personne a été demandé : {what}",
    "已申请第二人批准：{what}",
    severity=Severity.NOTICE,
)
APPROVAL_GRANTED = EventKind(
    "directory.approval.granted",
    "A second person said yes: {what}",
    "Une deuxième personne a dit oui : {what}",
    "第二人已同意：{what}",
)
APPROVAL_REFUSED = EventKind(
    "directory.approval.refused",
    "A second person said no: {what}",
    "Une deuxième personne a dit non : {what}",
    "第二人已拒绝：{what}",
)
APPROVAL_USED = EventKind(
    "directory.approval.used",
    "An approved change was carried out: {what}",
    "Un changement approuvé a été exécuté : {what}",
    "已批准的更改已执行：{what}",
)
APPROVAL_EXPIRED = EventKind(
    "directory.approval.expired",
    "Nobody decided in time: {what}",
    "Personne n’a décidé à temps : {what}",
    "未在期限内决定：{what}",
)
APPROVAL_WITHDRAWN = EventKind(
    "directory.approval.withdrawn",
    "A request was taken back: {what}",
    "Une demande a été retirée : {what}",
    "申请已撤回：{what}",
)
PRIVILEGE_BEGUN = EventKind(
    "directory.privilege.begun",
    "An account may do this for {hours} hours: {right}",
    "Un compte peut, pendant {hours} heures : {right}",
    "账户在 {hours} 小时内可以：{right}",
    severity=Severity.NOTICE,
)
PRIVILEGE_ENDED = EventKind(
    "directory.privilege.ended",
    "A privilege ended: {right} ({cause})",
    "Un privilège a pris fin : {right} ({cause})",
    "特权已结束：{right}（{cause}）",
)
DELEGATION_MADE = EventKind(
    "directory.delegation.made",
    "A member lets a colleague act for them",
    "Un membre se fait remplacer par un collègue",
    "成员已委托同事代理",
)
DELEGATION_ENDED = EventKind(
    "directory.delegation.ended",
    "A replacement ended ({cause})",
    "Un remplacement a pris fin ({cause})",
    "代理已结束（{cause}）",
)
ACCOUNTS_LINKED = EventKind(
    "directory.person.account_linked",
    "An account was recorded as belonging to a person",
    "Un compte a été rattaché à une personne",
    "账户已关联到人员",
)
REVIEW_OPENED = EventKind(
    "directory.review.opened",
    "The review of access of {quarter} began: {items} to look at",
    "La revue des accès de {quarter} a commencé : {items} à regarder",
    "{quarter} 访问权限复核已开始：{items} 项待查看",
    severity=Severity.NOTICE,
)
REVIEW_DECIDED = EventKind(
    "directory.review.decided",
    "In the review of access it was decided: {decision}",
    "Lors de la revue des accès, il a été décidé : {decision}",
    "访问权限复核中已决定：{decision}",
)
REVIEW_ENDED = EventKind(
    "directory.review.ended",
    "The review of access of {quarter} ended: {kept} kept, {revoked} revoked",
    "La revue des accès de {quarter} est terminée : {kept} conservés, {revoked} retirés",
    "{quarter} 访问权限复核已结束：保留 {kept} 项，撤销 {revoked} 项",
    ends=("directory.review.overdue", "directory.review.opened"),
)
REVIEW_OVERDUE = EventKind(
    "directory.review.overdue",
    "The review of access of {quarter} is overdue: {open} still open",
    "La revue des accès de {quarter} est en retard : {open} encore ouverts",
    "{quarter} 访问权限复核已逾期：尚有 {open} 项未处理",
    severity=Severity.WARNING,
)
