"""What the companions inside sites bring: connecting, what happened there, what was seen. Accounts are numbers."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

SITE_ENROLLED = EventKind(
    "companion.site.enrolled",
    "A site’s companion was connected: version {companion}, key {key_id}",
    "L’extension compagnon d’un site a été reliée\u202f: version {companion}, clé {key_id}",
    "网站的伴侣插件已连接：版本 {companion}，密钥 {key_id}",
)
SITE_REPLACED = EventKind(
    "companion.site.replaced",
    "A site’s companion was connected anew; the keys of before are worth nothing",
    "L’extension compagnon d’un site a été reliée de nouveau\u202f; les clés d’avant ne valent plus rien",
    "网站的伴侣插件已重新连接；之前的密钥已失效",
    severity=Severity.NOTICE,
)
ENROLMENT_FAILED = EventKind(
    "companion.enrolment.failed",
    "Connecting a site’s companion failed: {trouble}",
    "La liaison avec l’extension compagnon d’un site a échoué\u202f: {trouble}",
    "连接网站的伴侣插件失败：{trouble}",
)
SITE_LEFT = EventKind(
    "companion.site.left",
    "A site’s companion was disconnected; nothing more is asked there",
    "L’extension compagnon d’un site a été détachée\u202f; plus rien n’y est demandé",
    "网站的伴侣插件已断开；不再向其询问",
    severity=Severity.NOTICE,
)
SITE_SILENT = EventKind(
    "companion.site.fell_silent",
    "A site’s companion does not answer: {trouble}",
    "L’extension compagnon d’un site ne répond plus\u202f: {trouble}",
    "网站的伴侣插件没有应答：{trouble}",
    severity=Severity.WARNING,
)
SITE_LIED = EventKind(
    "companion.site.lied",
    "What came from a site is not what its companion signed: {trouble}. Nothing of it was used",
    "Ce qui vient d’un site n’est pas ce que son extension compagnon a signé\u202f: {trouble}. Rien n’en a été utilisé",
    "来自网站的内容并非其伴侣插件所签署：{trouble}。这些内容均未采用",
    severity=Severity.CRITICAL,
)
SITE_ANSWERED = EventKind(
    "companion.site.answered",
    "A site’s companion answers again",
    "L’extension compagnon d’un site répond de nouveau",
    "网站的伴侣插件恢复应答",
    severity=Severity.NOTICE,
    ends=("companion.site.fell_silent", "companion.site.lied"),
)
CLOCK_DIFFERED = EventKind(
    "companion.clock.differed",
    "The clock of a site is {seconds} seconds off",
    "L’horloge d’un site diffère de {seconds} secondes",
    "网站时钟相差 {seconds} 秒",
    severity=Severity.NOTICE,
)
CLOCK_AGREED = EventKind(
    "companion.clock.agreed",
    "The clock of a site is right again",
    "L’horloge d’un site est de nouveau juste",
    "网站时钟已恢复正常",
    severity=Severity.NOTICE,
    ends=("companion.clock.differed",),
)
POLICY_SET = EventKind(
    "companion.policy.set",
    "What a site’s companion keeps closed was set: {on}",
    "Ce que l’extension compagnon d’un site tient fermé a été réglé\u202f: {on}",
    "已设置网站伴侣插件保持关闭的内容：{on}",
)
POLICY_CHANGED = EventKind(
    "companion.policy.changed",
    "On a site, account {account} changed what its companion keeps closed; now: {on}",
    "Sur un site, le compte {account} a changé ce que l’extension compagnon tient fermé\u202f; désormais\u202f: {on}",
    "网站上的账户 {account} 更改了伴侣插件保持关闭的内容；现为：{on}",
    severity=Severity.NOTICE,
)
POLICY_DRIFTED = EventKind(
    "companion.policy.drifted",
    "On a site this no longer holds as it was asked: {off}",
    "Sur un site, ceci ne tient plus comme demandé\u202f: {off}",
    "网站上的以下内容不再按要求生效：{off}",
    severity=Severity.WARNING,
)
POLICY_HELD = EventKind(
    "companion.policy.held",
    "On a site everything asked of its companion holds again: {on}",
    "Sur un site, tout ce qui était demandé à l’extension compagnon tient de nouveau\u202f: {on}",
    "网站伴侣插件所要求的一切重新生效：{on}",
    severity=Severity.NOTICE,
    ends=("companion.policy.drifted",),
)
PAUSES_ENDED = EventKind(
    "companion.pauses.ended",
    "On a site, nobody has to wait any longer after wrong sign-ins",
    "Sur un site, plus personne n’a à attendre après des connexions manquées",
    "网站上不再有人因登录失败而需要等待",
)
GRACE_GIVEN = EventKind(
    "companion.grace.given",
    "On a site, account {account} got seven more days to set up a second step",
    "Sur un site, le compte {account} a reçu sept jours de plus pour ajouter une seconde étape",
    "网站上的账户 {account} 获得七天延期以设置第二步验证",
)
FACTOR_ADDED = EventKind(
    "companion.factor.added",
    "On a site, account {account} set up a second step",
    "Sur un site, le compte {account} a ajouté une seconde étape",
    "网站上的账户 {account} 设置了第二步验证",
)
FACTOR_REMOVED = EventKind(
    "companion.factor.removed",
    "On a site, account {account} lost a second step",
    "Sur un site, le compte {account} a perdu une seconde étape",
    "网站上的账户 {account} 失去了第二步验证",
    severity=Severity.NOTICE,
)
FACT_RECORDED = EventKind(
    "companion.fact.recorded",
    "A site was looked at from inside",
    "Un site a été regardé de l’intérieur",
    "已从内部查看网站",
)
EVENTS_LOST = EventKind(
    "companion.events.lost",
    "Of what happened on a site, up to {count} events were gone before they were fetched",
    "De ce qui s’est passé sur un site, jusqu’à {count} événements avaient disparu avant d’être repris",
    "网站上发生的事件中，最多有 {count} 条在取回之前已丢失",
    severity=Severity.WARNING,
)
EVENTS_RESTARTED = EventKind(
    "companion.events.restarted",
    "A site’s list of events begins anew: a copy was put back there, or the plug-in installed anew",
    "La liste d’événements d’un site recommence\u202f: une copie y a été remise, ou l’extension réinstallée",
    "网站的事件列表重新开始：那里放回了副本，或重新安装了插件",
    severity=Severity.WARNING,
)
EVENTS_SUMMED = EventKind(
    "companion.events.summed",
    "On a site {count} more things happened, counted by kind",
    "Sur un site, {count} autres faits ont eu lieu, comptés par sorte",
    "网站上另有 {count} 件事发生，已按种类计数",
)
SIGNINS_FAILED = EventKind(
    "companion.signins.failed",
    "Sign-ins on a site failed {count} times, from {addresses} addresses",
    "Des connexions à un site ont échoué {count} fois, depuis {addresses} adresses",
    "网站登录失败 {count} 次，来自 {addresses} 个地址",
)
USER_SIGNED_IN = EventKind(
    "companion.user.signed_in",
    "Account {account} signed in on a site",
    "Le compte {account} s’est connecté à un site",
    "账户 {account} 登录了网站",
)
USER_SIGNED_OUT = EventKind(
    "companion.user.signed_out",
    "Account {account} signed out on a site",
    "Le compte {account} s’est déconnecté d’un site",
    "账户 {account} 退出了网站",
)
APPLICATION_SIGNED_IN = EventKind(
    "companion.application.signed_in",
    "A program signed in on a site as account {account}",
    "Un programme s’est connecté à un site comme compte {account}",
    "程序以账户 {account} 登录了网站",
)
APPLICATION_MADE = EventKind(
    "companion.application.made",
    "On a site, account {account} has a new password for programs",
    "Sur un site, le compte {account} a un nouveau mot de passe d’application",
    "网站上的账户 {account} 有了新的应用程序密码",
    severity=Severity.NOTICE,
)
APPLICATION_REMOVED = EventKind(
    "companion.application.removed",
    "On a site, account {account} lost a password for programs",
    "Sur un site, le compte {account} a perdu un mot de passe d’application",
    "网站上的账户 {account} 的应用程序密码已移除",
)
ROLE_CHANGED = EventKind(
    "companion.role.changed",
    "On a site, account {account} has another role: {named}",
    "Sur un site, le compte {account} a un autre rôle\u202f: {named}",
    "网站上的账户 {account} 角色已变更：{named}",
)
ADMINISTRATOR_MADE = EventKind(
    "companion.administrator.made",
    "On a site, account {account} became an administrator",
    "Sur un site, le compte {account} est devenu administrateur",
    "网站上的账户 {account} 成为了管理员",
    severity=Severity.WARNING,
)
USER_MADE = EventKind(
    "companion.user.made",
    "Account {account} was made on a site",
    "Le compte {account} a été créé sur un site",
    "网站上创建了账户 {account}",
)
USER_REMOVED = EventKind(
    "companion.user.removed",
    "Account {account} was removed from a site",
    "Le compte {account} a été supprimé d’un site",
    "网站上移除了账户 {account}",
)
PASSWORD_CHANGED = EventKind(
    "companion.password.changed",
    "On a site, the password of account {account} was changed",
    "Sur un site, le mot de passe du compte {account} a été changé",
    "网站上的账户 {account} 更改了密码",
)
ADDRESS_CHANGED = EventKind(
    "companion.address.changed",
    "On a site, the e-mail address of account {account} was changed",
    "Sur un site, l’adresse électronique du compte {account} a été changée",
    "网站上的账户 {account} 更改了电子邮件地址",
)
COMPONENT_INSTALLED = EventKind(
    "companion.component.installed",
    "On a site a {part} was installed: {named}",
    "Sur un site, installé ({part})\u202f: {named}",
    "网站上已安装（{part}）：{named}",
    severity=Severity.NOTICE,
)
COMPONENT_UPDATED = EventKind(
    "companion.component.updated",
    "On a site a {part} was updated: {named}",
    "Sur un site, mis à jour ({part})\u202f: {named}",
    "网站上已更新（{part}）：{named}",
)
COMPONENT_REMOVED = EventKind(
    "companion.component.removed",
    "On a site a {part} was removed: {named}",
    "Sur un site, supprimé ({part})\u202f: {named}",
    "网站上已移除（{part}）：{named}",
)
COMPONENT_ON = EventKind(
    "companion.component.switched_on",
    "On a site a {part} was switched on: {named}",
    "Sur un site, activé ({part})\u202f: {named}",
    "网站上已启用（{part}）：{named}",
)
COMPONENT_OFF = EventKind(
    "companion.component.switched_off",
    "On a site a {part} was switched off: {named}",
    "Sur un site, désactivé ({part})\u202f: {named}",
    "网站上已停用（{part}）：{named}",
)
OPTION_CHANGED = EventKind(
    "companion.option.changed",
    "On a site a setting was changed: {named}",
    "Sur un site, un réglage a été changé\u202f: {named}",
    "网站上的设置已更改：{named}",
)
EXPORT_MADE = EventKind(
    "companion.export.made",
    "Account {account} exported content of a site",
    "Le compte {account} a exporté du contenu d’un site",
    "账户 {account} 导出了网站内容",
    severity=Severity.NOTICE,
)
FILE_EDITED = EventKind(
    "companion.file.edited",
    "Account {account} edited a file of a site in the browser: {named}",
    "Le compte {account} a modifié un fichier d’un site dans le navigateur\u202f: {named}",
    "账户 {account} 在浏览器中编辑了网站文件：{named}",
    severity=Severity.WARNING,
)
CODE_MADE = EventKind(
    "companion.code.made",
    "On a site, a code to connect a hub was made",
    "Sur un site, un code pour relier un Rempart a été créé",
    "网站上创建了连接用的代码",
)
CODE_GUESSED = EventKind(
    "companion.code.guessed",
    "On a site, somebody guessed at the code that connects a hub; it is worth nothing now",
    "Sur un site, quelqu’un a essayé de deviner le code de liaison\u202f; il ne vaut plus rien",
    "网站上有人猜测连接代码；该代码已失效",
    severity=Severity.WARNING,
)
WINDOW_OPENED = EventKind(
    "companion.window.opened",
    "On a site, an administrator allowed a copy to be put back",
    "Sur un site, un administrateur a permis de remettre une copie",
    "网站管理员已允许放回副本",
    severity=Severity.NOTICE,
)
WINDOW_CLOSED = EventKind(
    "companion.window.closed",
    "On a site, putting back a copy is no longer allowed",
    "Sur un site, remettre une copie n’est plus permis",
    "网站不再允许放回副本",
)
COPY_RESTORED = EventKind(
    "companion.copy.restored",
    "A copy was put back onto a site",
    "Une copie a été remise sur un site",
    "副本已放回网站",
    severity=Severity.NOTICE,
)
COPY_RETURNED = EventKind(
    "companion.copy.returned",
    "A site went back to its state before a copy was put back",
    "Un site est revenu à son état d’avant la remise d’une copie",
    "网站已恢复到放回副本之前的状态",
    severity=Severity.NOTICE,
)
GUARD_NAMED = EventKind(
    "companion.guard.named",
    "On a site, the addresses were named from which the guard may ask",
    "Sur un site, les adresses d’où le garde peut demander ont été nommées",
    "网站上已指定守卫可以询问的地址",
)
