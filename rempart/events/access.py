"""What signing in writes: who came in and how, what failed, what ended. Addresses and browsers are sealed beside it."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

SIGNED_IN = EventKind(
    "access.account.signed_in", "Someone signed in ({way})", "Une personne s’est connectée ({way})", "有人登录（{way}）"
)
SIGNED_OUT = EventKind(
    "access.account.signed_out", "Someone signed out", "Une personne s’est déconnectée", "有人退出登录"
)
FAILED = EventKind(
    "access.sign_in.failed",
    "Signing in failed {count} times within ten minutes",
    "La connexion a échoué {count} fois en dix minutes",
    "十分钟内登录失败 {count} 次",
)
HAMMERED = EventKind(
    "access.sign_in.hammered",
    "Somebody keeps trying to sign in: {count} failures within ten minutes",
    "Quelqu’un s’acharne à se connecter : {count} échecs en dix minutes",
    "有人反复尝试登录：十分钟内失败 {count} 次",
    severity=Severity.WARNING,
)
SESSION_ENDED = EventKind(
    "access.session.ended", "A session ended: {why}", "Une session a pris fin : {why}", "会话已结束：{why}"
)
SESSION_REVOKED = EventKind(
    "access.session.revoked",
    "{count} sessions were ended from another browser",
    "{count} sessions ont été fermées depuis un autre navigateur",
    "已从另一浏览器结束 {count} 个会话",
    severity=Severity.NOTICE,
)
SESSION_STOLEN = EventKind(
    "access.session.stolen",
    "A session turned up in another browser and was ended",
    "Une session est apparue dans un autre navigateur et a été fermée",
    "会话出现在另一浏览器中，已将其结束",
    severity=Severity.CRITICAL,
)
NEW_BROWSER = EventKind(
    "access.browser.appeared",
    "Someone signed in from a browser not seen before",
    "Une personne s’est connectée depuis un navigateur jamais vu",
    "有人从未见过的浏览器登录",
    severity=Severity.NOTICE,
)
NEW_COUNTRY = EventKind(
    "access.country.appeared",
    "Someone signed in from a country not seen before",
    "Une personne s’est connectée depuis un pays jamais vu",
    "有人从未见过的国家或地区登录",
    severity=Severity.WARNING,
)
FACTOR_ADDED = EventKind(
    "access.factor.added",
    "A second factor was added ({kind})",
    "Un second facteur a été ajouté ({kind})",
    "已添加第二验证方式（{kind}）",
)
FACTOR_REMOVED = EventKind(
    "access.factor.removed",
    "A second factor was removed ({kind})",
    "Un second facteur a été retiré ({kind})",
    "已移除第二验证方式（{kind}）",
    severity=Severity.NOTICE,
)
PASSKEY_COPIED = EventKind(
    "access.passkey.copied",
    "A passkey was refused: its counter ran back, so there may be a copy of it. Remove it and make a new one",
    "Une clé d’accès a été refusée : son compteur a reculé, il en existe peut-être une copie. Retirez-la et créez-en une autre",
    "通行密钥被拒绝：其计数器倒退，可能存在副本。请移除并重新创建",
    severity=Severity.CRITICAL,
)
PASSWORD_CHANGED = EventKind(
    "access.password.changed",
    "An account changed its password",
    "Un compte a changé de mot de passe",
    "账户已更改密码",
)
CODE_ASKED = EventKind(
    "access.code.asked",
    "A one-time code was asked for by a learner",
    "Un code à usage unique a été demandé par un apprenant",
    "学员请求了一次性代码",
)
RULE_CHANGED = EventKind(
    "access.rule.changed",
    "The rules of signing in were changed",
    "Les règles de connexion ont changé",
    "登录规则已更改",
    severity=Severity.NOTICE,
)
PROVIDER_SAVED = EventKind(
    "access.provider.saved",
    "An identity provider ({kind}) was set up or changed",
    "Un fournisseur d’identité ({kind}) a été réglé ou modifié",
    "已设置或更改身份提供方（{kind}）",
    severity=Severity.WARNING,
)
PROVIDER_REMOVED = EventKind(
    "access.provider.removed",
    "An identity provider was removed",
    "Un fournisseur d’identité a été retiré",
    "已移除身份提供方",
    severity=Severity.NOTICE,
)
PROVIDER_LINKED = EventKind(
    "access.provider.linked",
    "An account was linked to an identity provider",
    "Un compte a été lié à un fournisseur d’identité",
    "账户已关联身份提供方",
    severity=Severity.NOTICE,
)
PROVIDER_UNLINKED = EventKind(
    "access.provider.unlinked",
    "The link of an account to an identity provider ended",
    "Le lien d’un compte avec un fournisseur d’identité a pris fin",
    "账户与身份提供方的关联已结束",
)
PROVIDER_REFUSED = EventKind(
    "access.provider.refused",
    "An identity provider vouched for someone unknown here ({why})",
    "Un fournisseur d’identité s’est porté garant d’une personne inconnue ici ({why})",
    "身份提供方为此处未知的人作担保（{why}）",
    severity=Severity.NOTICE,
)
SERVICE_ACCOUNT_SAVED = EventKind(
    "access.service_account.saved",
    "A service account was listed, or its entry changed",
    "Un compte de service a été inscrit, ou sa fiche modifiée",
    "已登记服务账号或修改其条目",
)
SERVICE_ACCOUNT_RENEWED = EventKind(
    "access.service_account.renewed",
    "The password or key of a service account was changed",
    "Le mot de passe ou la clé d’un compte de service a été changé",
    "已更换服务账号的密码或密钥",
)
SERVICE_ACCOUNT_REMOVED = EventKind(
    "access.service_account.removed",
    "A service account was taken off the list",
    "Un compte de service a été retiré de la liste",
    "服务账号已从清单中移除",
    severity=Severity.NOTICE,
)
CREDENTIAL_WEAK = EventKind(
    "access.credential.weak",
    "The credential of a program needs care: {fault} ({kind})",
    "L’identifiant d’un programme demande une action : {fault} ({kind})",
    "程序凭据需要处理：{fault}（{kind}）",
    severity=Severity.WARNING,
)
CREDENTIAL_MENDED = EventKind(
    "access.credential.mended",
    "The credential of a program is in order again ({kind})",
    "L’identifiant d’un programme est de nouveau en ordre ({kind})",
    "程序凭据已恢复正常（{kind}）",
    ends=("access.credential.weak",),
)
FACT_RECORDED = EventKind(
    "access.fact.recorded",
    "The credentials of programs were counted",
    "Les identifiants des programmes ont été comptés",
    "已统计程序凭据",
)
