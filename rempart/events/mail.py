"""What mail writes: drills as counts and states. No address, no name, no pseudonym and nobody's result stands here."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

CAMPAIGN_DRAFTED = EventKind(
    "mail.campaign.drafted", "A drill by mail was drafted", "Un exercice par courriel a été préparé", "已起草邮件演练"
)
CAMPAIGN_CHANGED = EventKind(
    "mail.campaign.changed",
    "The draft of a drill was changed: {step}",
    "Le projet d’un exercice a été modifié : {step}",
    "演练草稿已更改：{step}",
)
CAMPAIGN_DROPPED = EventKind(
    "mail.campaign.dropped",
    "The draft of a drill was deleted",
    "Le projet d’un exercice a été supprimé",
    "演练草稿已删除",
)
CAMPAIGN_STARTED = EventKind(
    "mail.campaign.started",
    "A drill by mail was started: notice, purpose and consultation are recorded; at most {most} mails",
    "Un exercice par courriel a commencé : information, finalité et consultation sont consignées ; {most} messages au plus",
    "邮件演练已启动：告知、目的和协商均已记录；最多 {most} 封邮件",
)
CAMPAIGN_PLANNED = EventKind(
    "mail.campaign.planned",
    "Each mail of a drill has its time: {mails} mails to {people} people, {control} of them in the control group",
    "Chaque message d’un exercice a son heure : {mails} messages à {people} personnes, dont {control} dans le groupe témoin",
    "演练的每封邮件均已排定时间：{mails} 封，{people} 人，其中对照组 {control} 人",
)
CAMPAIGN_STOPPED = EventKind(
    "mail.campaign.stopped",
    "A drill was stopped; {left} mails were not sent",
    "Un exercice a été arrêté ; {left} messages n’ont pas été envoyés",
    "演练已停止；{left} 封邮件未发送",
)
CAMPAIGN_ENDED = EventKind(
    "mail.campaign.ended",
    "The last mail of a drill was sent: {accepted} accepted, {refused} refused, {unknown} unknown, {withdrawn} withdrawn",
    "Le dernier message d’un exercice est parti : {accepted} acceptés, {refused} refusés, {unknown} incertains, {withdrawn} retirés",
    "演练的最后一封邮件已发出：接受 {accepted}，拒绝 {refused}，未知 {unknown}，撤回 {withdrawn}",
)
CAMPAIGN_INTERRUPTED = EventKind(
    "mail.campaign.interrupted",
    "Sending was interrupted; of {unknown} mails nobody knows whether they went out, and they wait for a decision",
    "L’envoi a été interrompu ; de {unknown} messages on ne sait pas s’ils sont partis, et ils attendent une décision",
    "发送中断；有 {unknown} 封邮件不知是否已发出，等待决定",
    severity=Severity.NOTICE,
)
UNKNOWN_DECIDED = EventKind(
    "mail.unknown.decided",
    "Mails of an interrupted drill were decided about: {decision}, {mails}",
    "Une décision a été prise pour des messages d’un exercice interrompu : {decision}, {mails}",
    "已对中断演练的邮件作出决定：{decision}，{mails} 封",
)
SERVER_FAILED = EventKind(
    "mail.server.failed",
    "The mail server of a drill does not take mail: {code}. It is tried again by itself",
    "Le serveur de messagerie d’un exercice ne prend pas de courriel : {code}. Nouvel essai automatique",
    "演练的邮件服务器不接收邮件：{code}。将自动重试",
    severity=Severity.NOTICE,
)
SERVER_ANSWERED = EventKind(
    "mail.server.answered",
    "The mail server of a drill takes mail again",
    "Le serveur de messagerie d’un exercice prend de nouveau le courriel",
    "演练的邮件服务器恢复接收邮件",
    ends=("mail.server.failed",),
)
PROFILE_SAVED = EventKind(
    "mail.profile.saved",
    "A way out for drill mail was set",
    "Un envoi pour les exercices a été réglé",
    "已设置演练邮件的发送方式",
)
PROFILE_TESTED = EventKind(
    "mail.profile.tested",
    "A way out for drill mail was tried: {code}",
    "Un envoi pour les exercices a été essayé : {code}",
    "已测试演练邮件的发送方式：{code}",
)
PROFILE_REMOVED = EventKind(
    "mail.profile.removed",
    "A way out for drill mail was removed",
    "Un envoi pour les exercices a été retiré",
    "已移除演练邮件的发送方式",
)
TEMPLATE_SAVED = EventKind(
    "mail.template.saved",
    "A drill mail of one’s own was written",
    "Un message d’exercice de la maison a été rédigé",
    "已编写自有演练邮件",
)
TEMPLATE_REMOVED = EventKind(
    "mail.template.removed",
    "A drill mail of one’s own was removed",
    "Un message d’exercice de la maison a été retiré",
    "已移除自有演练邮件",
)
PAST_IMPORTED = EventKind(
    "mail.past.imported",
    "Past drills were brought from {source}, as counts: {campaigns}",
    "Des exercices passés ont été repris de {source}, en nombres : {campaigns}",
    "已从 {source} 导入过去的演练（仅计数）：{campaigns}",
)
PAST_REMOVED = EventKind(
    "mail.past.removed", "A past drill was removed", "Un exercice passé a été retiré", "已移除一次过去的演练"
)
RESULTS_FORGOTTEN = EventKind(
    "mail.results.forgotten",
    "Twelve months after its end the single results of a drill were deleted; counts stay",
    "Douze mois après sa fin, les résultats individuels d’un exercice ont été supprimés ; les nombres restent",
    "演练结束十二个月后，个人结果已删除；计数保留",
)
FACT_RECORDED = EventKind(
    "mail.fact.recorded",
    "What became of a drill or of reported mails: {fact_kind}",
    "Ce que sont devenus un exercice ou des courriels signalés : {fact_kind}",
    "演练或被报告邮件的结果：{fact_kind}",
)
