"""Which words a slot of a sentence may take; `spoken` puts them in the place of the code."""

from collections.abc import Mapping

from rempart.events import words
from rempart.events.words import Words

LANGUAGES = ("en", "fr", "zh")
CODES_MAX = 40  # of one word of a question: each is one more list to leap through
WITH_CODE: Words = {
    "status_": ("it answered with the code {}", "réponse avec le code {}", "对方应答代码 {}"),
    "answered_": ("it answered with the code {}", "réponse avec le code {}", "对方应答代码 {}"),
}
ENDED: Words = {
    "over": ("its time was over", "son terme est atteint", "期限已到"),
    "given_back": ("given back", "rendu", "已归还"),
    "revoked": ("taken back", "retiré", "已收回"),
    "left": ("the account left", "le compte est parti", "账户已离开"),
}
WHY: Words = {
    "signed_out": ("signed out", "déconnexion", "已退出"),
    "revoked": ("ended from another browser", "fermée depuis un autre navigateur", "在另一浏览器中结束"),
    "idle": ("unused for two hours", "deux heures sans usage", "两小时未使用"),
    "too_old": ("twelve hours were over", "douze heures écoulées", "已满十二小时"),
    "stolen": ("turned up in another browser", "apparue dans un autre navigateur", "出现在另一浏览器中"),
    "access": ("the access ended", "l’accès a pris fin", "访问权限已终止"),
    "time": ("its time was over", "son temps est écoulé", "时间已到"),
    "hand": ("ended by hand", "fermé à la main", "手动结束"),
    "unknown": ("no account of that name", "aucun compte à ce nom", "没有此名称的账户"),
    "elsewhere": ("an account of another organisation", "un compte d’une autre organisation", "属于其他组织的账户"),
}
REASON: Words = {
    "many_people": ("more than 5 people would lose access within 10 minutes", "plus de 5 personnes perdraient l’accès en 10 minutes", "10 分钟内将有超过 5 人失去访问权限"),
    "large_share": ("more than 5 % of everybody would lose access within 10 minutes", "plus de 5 % de l’ensemble perdraient l’accès en 10 minutes", "10 分钟内将有超过 5% 的人失去访问权限"),
    "last_owner": ("the last owner who can sign in", "dernier propriétaire qui peut se connecter", "最后一位可登录的所有者"),
    "not_yet": ("its day has not come", "son jour n’est pas venu", "日期未到"),
    "expired": ("nobody allowed it in time", "personne ne l’a autorisé à temps", "未在期限内获准"),
    "declined": ("a second person declined it", "une deuxième personne l’a refusé", "第二人已拒绝"),
    "taken_back": ("whoever asked took it back", "la demande a été retirée", "申请人已撤回"),
    "requester_left": ("whoever asked has left", "la personne qui demandait est partie", "申请人已离开"),
    "erased": ("the person was erased meanwhile", "la personne a été effacée entre-temps", "此人数据已在此期间删除"),
    "true_already": ("it was true already", "c’était déjà le cas", "早已如此"),
    "changed": ("something has changed since", "quelque chose a changé depuis", "此后情况已有变化"),
    "elsewhere": ("an account of another organisation", "un compte d’une autre organisation", "属于其他组织的账户"),
    "no_address": ("no e-mail address is known", "aucune adresse électronique connue", "没有已知的电子邮件地址"),
}  # fmt: skip
TROUBLE: Words = {
    "silent": ("it does not answer", "il ne répond pas", "没有应答"),
    "barred": ("its address may not be called from here", "son adresse ne peut pas être appelée d’ici", "不允许从此处访问其地址"),
    "refused_us": ("it does not let us in", "il ne nous laisse pas entrer", "对方不让我们进入"),
    "still_there": ("it answered, but access has not ended", "il a répondu, mais l’accès n’a pas pris fin", "已应答，但访问权限未终止"),
    "bad_answer": ("it answered something unreadable", "sa réponse est illisible", "应答无法读取"),
    "rights_missing": ("our account there lacks rights", "notre compte y manque de droits", "我们在那里的账户权限不足"),
    "rest_closed": ("its REST interface is closed to us", "son interface REST nous est fermée", "其 REST 接口对我们关闭"),
    "moved": ("it sends us to another address", "il nous renvoie vers une autre adresse", "对方将我们转到另一地址"),
    "not_encrypted": ("its address is not encrypted", "son adresse n’est pas chiffrée", "其地址未加密"),
    "our_own": ("we act there with this person’s own account", "nous y agissons avec le compte de cette personne", "我们在那里使用的正是此人的账户"),
    "own_rights": ("the account there has rights besides a role", "le compte y a des droits en plus d’un rôle", "那里的账户除角色外另有权限"),
    "no_identity": ("nobody knows who this is there", "on ne sait pas qui c’est là-bas", "不知道此人在那里的身份"),
    "erased": ("the person was erased here before", "la personne a été effacée ici avant", "此人数据此前已在此删除"),
    "turned_away": ("the plug-in there does not know us, or its clock is wrong", "l’extension là-bas ne nous connaît pas, ou son horloge est fausse", "对方插件不认识我们，或其时钟有误"),
    "no_companion": ("no plug-in of ours answers there", "aucune extension compagnon n’y répond", "那里没有伴侣插件应答"),
    "code": ("the code is no code", "ce n’est pas un code", "代码无效"),
    "too_long": ("it sends more than was agreed", "il envoie plus que convenu", "发送内容超出约定"),
    "lied_signature": ("not signed by the key that was pinned", "non signé par la clé retenue", "并非由所固定的密钥签署"),
    "lied_form": ("not of the agreed form", "pas de la forme convenue", "不符合约定格式"),
    "lied_order": ("it contradicts itself", "il se contredit", "自相矛盾"),
    "lied_hash": ("bytes and digest differ", "octets et empreinte diffèrent", "字节与摘要不符"),
    "lied_proof": ("whoever answered does not know the code", "qui a répondu ne connaît pas le code", "应答者不知道代码"),
    "lied_path": ("it names a path that leads out", "il nomme un chemin qui mène dehors", "路径指向外部"),
    "rate": ("it was asked too often", "il a été interrogé trop souvent", "询问过于频繁"),
    "failed": ("it could not do what was asked", "il n’a pas pu faire ce qui était demandé", "无法完成所请求的操作"),
    "unresolved": ("the name of its address does not exist", "le nom de son adresse n’existe pas", "其地址名称不存在"),
    "refused": ("it refuses connections", "il refuse les connexions", "拒绝连接"),
    "timeout": ("it did not answer in time", "il n’a pas répondu à temps", "未及时应答"),
    "tls": ("no encrypted connection could be agreed on", "aucune connexion chiffrée possible", "无法建立加密连接"),
    "reset": ("it hung up", "il a raccroché", "对方断开连接"),
    "unreadable": ("its secret cannot be opened", "son secret ne s’ouvre plus", "其密钥无法打开"),
    "no_connector": ("this release does not know that kind of system", "cette version ne connaît pas ce type de système", "此版本不支持该类系统"),
}  # fmt: skip
MENDED: Words = {
    "no_release": ("no release yet", "aucune version pour l’instant", "尚无修复版本"),
}
ENDING: Words = {
    "updated": ("updated", "mis à jour", "已更新"),
    "removed": ("removed", "retiré", "已移除"),
    "corrected": ("the feed no longer says so", "le flux ne le dit plus", "漏洞源已更正"),
}
FAULT: Words = {
    "too_large": ("it is too large", "trop gros", "文件过大"),
    "too_many": ("it has too many records", "trop d’enregistrements", "记录过多"),
    "broken_gzip": ("it was packed wrongly", "mal compressé", "压缩文件损坏"),
    "unreadable": ("it is damaged", "abîmé", "文件损坏"),
    "unknown_form": ("it has a form nobody knows here", "d’une forme inconnue ici", "格式未知"),
    "columns": ("it has other columns", "d’autres colonnes", "列不符"),
    "shrunk": (
        "it tells less than half of what it told before",
        "il dit moins de la moitié de ce qu’il disait",
        "内容不足此前的一半",
    ),
    "no_file": ("it is no plain file", "ce n’est pas un fichier ordinaire", "不是普通文件"),
}
CARE: Words = {
    "weak": ("it can be guessed, or has leaked", "il se devine, ou a fuité", "可被猜出，或已泄露"),
    "reused": ("it is the same as another one", "il est identique à un autre", "与另一个相同"),
    "never_changed": ("it was never changed", "il n’a jamais été changé", "从未更换"),
    "overdue": ("it is older than it should be", "il est plus ancien que prévu", "已超过应更换的时间"),
    "unused": ("it was not used for 90 days", "il n’a pas servi depuis 90 jours", "90 天未使用"),
}
ASKED: Words = {
    "privilege": ("a right lent for hours", "un droit prêté pour quelques heures", "临时借用权限"),
    "member_role": ("a role with more rights", "un rôle avec plus de droits", "权限更大的角色"),
    "delete_organisation": (
        "to close and delete the organisation",
        "fermer et supprimer l’organisation",
        "关闭并删除组织",
    ),
    "seal_break_glass": ("a new sealed secret for emergencies", "un nouveau secret d’urgence scellé", "新的应急密钥"),
}
STATE: Words = {
    "met": ("proven", "prouvé", "已证实"),
    "not_met": ("failing", "en échec", "未通过"),
    "partial": ("partly there", "en partie en place", "部分达成"),
    "unknown": ("unknown", "inconnu", "未知"),
    "error": ("impossible to look at", "impossible à vérifier", "无法查看"),
    "stale": ("with evidence that is too old", "avec une preuve trop ancienne", "证据过旧"),
    "contradicted": ("contradicted", "contredit", "相互矛盾"),
    "not_applicable": ("without object here", "sans objet ici", "不适用"),
}
SCOPE: Words = {
    "person": ("person", "une personne", "人员"),
    "site": ("site", "un site", "网站"),
    "organisation": ("organisation", "toute l’organisation", "整个组织"),
}
DECISION: Words = {
    "kept": ("keep", "conserver", "保留"),
    "reduced": ("reduce", "réduire", "缩减"),
    "revoked": ("revoke", "retirer", "撤销"),
    "gone": ("gone meanwhile", "disparu entre-temps", "已不存在"),
    "again": ("send again", "renvoyer", "重新发送"),
    "as_sent": ("taken as sent", "tenus pour envoyés", "视为已发送"),
}
STEP: Words = {
    "what": ("the mail", "le message", "邮件"),
    "who": ("the people", "les personnes", "人员"),
    "when": ("the time", "le moment", "时间"),
    "sender": ("the sender", "l’expéditeur", "发件人"),
    "recorded": ("notice, purpose, consultation", "information, finalité, consultation", "告知、目的、协商"),
}
CAME: Words = {
    "page": ("by the page", "par la page", "通过页面"),
    "button": ("by the button in the mail program", "par le bouton de la messagerie", "通过邮件程序中的按钮"),
    "mail": ("sent on by mail", "transféré par courriel", "通过转发邮件"),
}
VERDICT: Words = {
    "phishing": ("phishing", "hameçonnage", "钓鱼邮件"),
    "spam": ("unwanted advertising", "publicité indésirable", "垃圾邮件"),
    "harmless": ("harmless", "inoffensif", "无害"),
    "unsure": ("it cannot be told", "impossible à dire", "无法确定"),
}
KEY: Words = {
    "ledger": ("the record", "le registre", "记录"),
    "persons": ("personal fields", "les champs personnels", "个人字段"),
    "sessions": ("sessions", "les sessions", "会话"),
    "settings": ("stored settings", "les réglages conservés", "所存设置"),
    "retire_settings": ("stored settings", "les réglages conservés", "所存设置"),
}
DIMENSION: Words = {"wall": ("wall", "Le rempart", "城墙"), "watch": ("watch", "La garde", "值守")}
OUTSIDE: Words = {
    "webhook": ("webhook", "webhook", "webhook"),
    "mail": ("mail", "courriel", "邮件"),
    "sms": ("text message", "SMS", "短信"),
    "feishu": ("Feishu", "Feishu", "飞书"),
    "wecom": ("WeCom", "WeCom", "企业微信"),
    "slack": ("Slack", "Slack", "Slack"),
    "teams": ("Microsoft Teams", "Microsoft Teams", "Microsoft Teams"),
    "cef": ("CEF", "CEF", "CEF"),
    "ocsf": ("OCSF", "OCSF", "OCSF"),
    "syslog": ("syslog", "syslog", "syslog"),
    "scim": ("SCIM", "SCIM", "SCIM"),
    "wordpress": ("WordPress", "WordPress", "WordPress"),
}
SWITCH: Words = {
    "": ("nothing", "rien", "无"),
    "editor_off": ("no editor for files in the browser", "pas d’éditeur de fichiers dans le navigateur", "浏览器中不可编辑文件"),
    "log_hidden": ("the log of faults is where nobody finds it", "le journal des erreurs est introuvable pour autrui", "错误日志放在无人能找到的位置"),
    "debug_hidden": ("faults are not shown", "les erreurs ne s’affichent pas", "不显示错误"),
    "xmlrpc": ("XML-RPC closed or narrowed", "XML-RPC fermé ou restreint", "XML-RPC 已关闭或收窄"),
    "users_hidden": ("sign-in names are not told", "les identifiants ne sont pas révélés", "不透露登录名"),
    "versions_hidden": ("versions are not told", "les versions ne sont pas révélées", "不透露版本"),
    "registration_off": ("nobody registers", "personne ne s’inscrit", "不可自行注册"),
    "endpoints_closed": ("rarely used doors closed", "les portes rarement utiles sont fermées", "关闭少用的入口"),
    "application_passwords_off": ("no passwords for programs", "pas de mots de passe d’application", "不使用应用程序密码"),
    "login_limit": ("tries to sign in are limited", "les essais de connexion sont limités", "限制登录尝试"),
    "login_challenge": ("more is asked after wrong tries", "davantage est demandé après des essais erronés", "多次输错后要求更多验证"),
    "second_factor": ("a second step for signing in", "une seconde étape à la connexion", "登录需第二步验证"),
}  # fmt: skip
MANY = frozenset({"way", "on", "off"})  # several codes in one, with + between
KIND: Words = {**words.CHANGES, **words.FACTORS, **words.CREDENTIALS, **words.DEVICES, **words.PROTOCOLS}
SLOTS: Mapping[str, Words] = {
    "after": {**words.ROLES, **words.TRUST}, "before": {**words.ROLES, **words.TRUST}, "least": words.TRUST,
    "role": words.ROLES, "right": {**words.RIGHTS, **words.ROLES}, "kind": KIND, "way": words.WAYS, "why": WHY,
    "cause": ENDED, "reason": REASON, "trouble": TROUBLE, "fault": {**CARE, **FAULT}, "fixed_in": MENDED, "how": ENDING, "what": ASKED, "state": STATE, "scope": SCOPE,
    "decision": DECISION, "came": CAME, "verdict": VERDICT, "key": KEY, "dimension": DIMENSION, "unit": OUTSIDE, "connector": OUTSIDE,
    "code": words.UNREACHED, "result": words.UNREACHED,
    "on": SWITCH, "off": SWITCH, "step": STEP,
}  # fmt: skip


def spoken(slot: str, value: object, language: str) -> str:
    """The word for a code in this slot; the code itself where there is none."""
    text, at = str(value), LANGUAGES.index(language)
    known = SLOTS.get(slot, {})
    if slot in MANY:
        return ", ".join(known[one][at] if one in known else one for one in text.split("+"))
    if text in known:
        return known[text][at]
    for begin, said in WITH_CODE.items():
        if known is words.UNREACHED and text.startswith(begin):
            return said[at].format(text.removeprefix(begin))
    return text


def codes_saying(word: str, language: str) -> list[str]:
    """Codes whose word in that language holds this one: who reads “security officer” also looks for it."""
    at = LANGUAGES.index(language)
    found = {code for known in SLOTS.values() for code, three in known.items() if word in three[at].casefold()}
    return sorted(found)[:CODES_MAX]
