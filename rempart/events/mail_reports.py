"""What reported mails write: that one came, what it was found to be, who is thanked. Nothing of a mail stands here."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

REPORT_MADE = EventKind(
    "mail.report.made",
    "A mail was reported: {came}",
    "Un courriel a été signalé : {came}",
    "有人报告了一封邮件：{came}",
)
REPORT_UNPROVEN = EventKind(
    "mail.report.unproven",
    "A report came by mail and nobody vouches for its sender",
    "Un signalement est arrivé par courriel et personne ne garantit son expéditeur",
    "收到一份邮件报告，但无法证实其发件人",
)
REPORT_TRUE = EventKind(
    "mail.report.true",
    "A reported mail was phishing: thanks to who reported it",
    "Un courriel signalé était un hameçonnage : merci à qui l’a signalé",
    "被报告的邮件确为钓鱼邮件：感谢报告者",
)
DRILLS_REPORTED = EventKind(
    "mail.report.counted",
    "Drill mails reported by one person on one day: {count}",
    "Courriels d’exercice signalés par une personne en un jour : {count}",
    "一人一天内报告的演练邮件数：{count}",
)
CLUSTER_DECIDED = EventKind(
    "mail.cluster.decided",
    "A reported mail was judged: {verdict} ({reports} reports)",
    "Un courriel signalé a été jugé : {verdict} ({reports} signalements)",
    "已对被报告的邮件作出判断：{verdict}（{reports} 份报告）",
)
PHISH_CONFIRMED = EventKind(
    "mail.phish.confirmed",
    "A phishing mail reached {reports} people who reported it; others may have it too",
    "Un courriel d’hameçonnage est parvenu à {reports} personnes qui l’ont signalé ; d’autres l’ont peut-être aussi",
    "一封钓鱼邮件已被 {reports} 人报告；其他人可能也收到了",
    severity=Severity.WARNING,
)
MAILBOX_SET = EventKind(
    "mail.mailbox.set",
    "The mailbox for reported mails was set",
    "La boîte des courriels signalés a été définie",
    "已设置接收报告的邮箱",
)
MAILBOX_ENDED = EventKind(
    "mail.mailbox.ended",
    "The mailbox for reported mails is no longer read",
    "La boîte des courriels signalés n’est plus lue",
    "不再读取接收报告的邮箱",
)
MAILBOX_FAILED = EventKind(
    "mail.mailbox.failed",
    "The mailbox for reported mails cannot be read: {trouble}",
    "La boîte des courriels signalés ne peut pas être lue : {trouble}",
    "无法读取接收报告的邮箱：{trouble}",
    severity=Severity.WARNING,
)
MAILBOX_READ = EventKind(
    "mail.mailbox.read",
    "The mailbox for reported mails can be read again",
    "La boîte des courriels signalés peut de nouveau être lue",
    "接收报告的邮箱已恢复读取",
    ends=("mail.mailbox.failed",),
)
KEY_MADE = EventKind(
    "mail.report_key.made",
    "A key for the report button was made for {days} days",
    "Une clé pour le bouton de signalement a été créée pour {days} jours",
    "已为报告按钮创建密钥，有效期 {days} 天",
)
KEY_ENDED = EventKind(
    "mail.report_key.ended",
    "A key for the report button was ended",
    "Une clé du bouton de signalement a été fermée",
    "报告按钮的密钥已停用",
)
EXPORTED = EventKind(
    "mail.triage.exported",
    "Judged mails were copied to a folder to train the judge: {count}",
    "Des courriels jugés ont été copiés dans un dossier pour entraîner le juge : {count}",
    "已将作出判断的邮件复制到文件夹以训练判断器：{count}",
)
INTAKE_SET = EventKind(
    "mail.intake.set",
    "Reported mails are taken by SMTP, from {networks} networks without a key",
    "Les courriels signalés sont pris par SMTP, depuis {networks} réseaux sans clé",
    "已通过 SMTP 接收报告的邮件，{networks} 个网络无需密钥",
)
INTAKE_ENDED = EventKind(
    "mail.intake.ended",
    "Reported mails are no longer taken by SMTP",
    "Les courriels signalés ne sont plus pris par SMTP",
    "不再通过 SMTP 接收报告的邮件",
)
