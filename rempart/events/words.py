"""What codes in an entry mean, for its sentence: slot -> code -> (English, French, Chinese). The entry keeps the code.

A code that stands nowhere here is shown as it is: an entry may come from another release.
"""

from collections.abc import Mapping

Words = Mapping[str, tuple[str, str, str]]

ROLES: Words = {
    "owner": ("owner", "propriétaire", "所有者"),
    "officer": ("security officer", "responsable de la sécurité", "安全负责人"),
    "analyst": ("analyst", "analyste", "分析员"),
    "guard": ("guard", "garde", "值守员"),
    "blue_team": ("blue team", "équipe bleue", "蓝队"),
    "red_team": ("red team or pen-tester", "équipe rouge ou testeur d’intrusion", "红队或渗透测试人员"),
    "host": ("host", "hébergeur", "主机商"),
    "agency": ("agency", "agence", "代理机构"),
    "hr": ("human resources", "ressources humaines", "人力资源"),
    "identity_admin": ("identity administrator", "administrateur des identités", "身份管理员"),
    "privileged_admin": ("privileged administrator", "administrateur à privilèges", "特权管理员"),
    "team_lead": ("team lead", "responsable d’équipe", "团队负责人"),
    "compliance": ("compliance officer", "responsable conformité", "合规官"),
    "auditor": ("auditor", "auditeur", "审计员"),
    "partner": ("partner or customer", "partenaire ou client", "合作伙伴或客户"),
    "expert": ("external expert or regulator", "expert externe ou autorité", "外部专家或监管机构"),
    "supplier": ("supplier", "fournisseur", "供应商"),
    "finance_clerk": ("finance clerk", "comptable", "财务人员"),
    "finance_approver": ("finance approver", "approbateur financier", "财务审批人"),
    "learner": ("learner", "apprenant", "学员"),
}
RIGHTS: Words = {
    "directory.read": ("Read sites, levels and plans", "Lire les sites, niveaux et plans", "查看网站、级别和计划"),
    "directory.read_people": ("See people and teams", "Voir les personnes et les équipes", "查看人员和团队"),
    "directory.add_site": ("Add sites", "Ajouter des sites", "添加网站"),
    "directory.remove_site": ("Remove sites", "Retirer des sites", "移除网站"),
    "directory.manage_hosts": ("Look after hosts and suppliers", "S’occuper des hébergements et des fournisseurs", "管理主机和供应商"),
    "directory.manage_members": ("Let members in, change and end their roles", "Faire entrer des membres, changer et retirer leurs rôles", "接纳成员、更改和终止其角色"),
    "directory.manage_organisation": ("Change the organisation’s name and currency", "Changer le nom et la devise de l’organisation", "更改组织的名称和货币"),
    "directory.manage_people": ("Add, change and erase people and teams", "Ajouter, modifier et effacer des personnes et des équipes", "添加、更改和删除人员与团队"),
    "scanner.measure": ("Measure a site", "Mesurer un site", "测量网站"),
    "scanner.consent": ("Allow probes, name servers", "Autoriser les sondes, indiquer les serveurs", "允许探测、指明服务器"),
    "maturity.claim": ("Answer questions, hand in documents", "Répondre aux questions, remettre des documents", "回答问题、提交文件"),
    "maturity.describe": ("Describe the business of a site", "Décrire l’activité d’un site", "描述网站的业务"),
    "maturity.review": ("Review documents", "Relire des documents", "审核文件"),
    "maturity.accept_risk": ("Accept risks, ask for exemptions", "Accepter des risques, demander des dispenses", "接受风险、申请豁免"),
    "maturity.approve": ("Approve exemptions", "Approuver des dispenses", "批准豁免"),
    "maturity.read_proof": ("Read the proof and reports", "Lire la preuve et les rapports", "查看证明和报告"),
    "maturity.publish": ("Publish the proof", "Publier la preuve", "公开证明"),
    "record.read": ("Read the record", "Lire le registre", "查看记录"),
    "record.export": ("Export the record", "Exporter le registre", "导出记录"),
    "record.hold": ("Keep entries longer, end their keeping", "Conserver des entrées plus longtemps, y mettre fin", "延长或结束条目的保留"),
    "record.manage_outlets": ("Decide where the record is sent", "Décider où le registre est envoyé", "决定记录发送到何处"),
    "access.manage_tokens": ("Manage API tokens", "Gérer les jetons d’API", "管理 API 令牌"),
    "access.manage_devices": ("Manage devices", "Gérer les appareils", "管理设备"),
    "access.manage_sign_in": ("Decide how people sign in", "Décider du mode de connexion", "决定登录方式"),
    "access.grant_privilege": ("Approve, as the second person, what others ask for", "Approuver, en deuxième personne, ce que d’autres demandent", "作为第二人批准他人的申请"),
    "access.review": ("Review who may do what", "Revoir qui peut faire quoi", "复核谁可以做什么"),
    "lifecycle.manage_leavers": ("See leavers off", "Accompagner les départs", "办理离职"),
    "lifecycle.manage_connectors": ("Connect other systems", "Relier d’autres systèmes", "连接其他系统"),
    "companion.manage": (
        "Connect sites from inside, by the companion",
        "Relier des sites de l’intérieur, par l’extension compagnon",
        "通过伴侣插件从内部连接网站",
    ),
    "notices.manage": ("Decide who is told what", "Décider qui est averti de quoi", "决定向谁通知什么"),
    "notices.acknowledge": ("Take notices in hand", "Prendre en charge des alertes", "接手处理通知"),
    "watch.manage": (
        "Decide what is watched, and announce work",
        "Décider de ce qui est surveillé, annoncer des travaux",
        "决定监视内容并公告维护",
    ),
    "backup.read": (
        "See backups",
        "Voir les sauvegardes",
        "查看备份",
    ),
    "backup.run": (
        "Make and check backups",
        "Faire et contrôler des sauvegardes",
        "制作并校验备份",
    ),
    "backup.restore": (
        "Bring a site back from a backup",
        "Rétablir un site depuis une sauvegarde",
        "从备份恢复网站",
    ),
    "backup.manage": (
        "Decide how and where backups are kept",
        "Décider comment et où les sauvegardes sont gardées",
        "决定备份的方式和存放处",
    ),
    "updates.try": ("Try updates on a copy", "Essayer les mises à jour sur une copie", "在副本上试用更新"),
    "updates.apply": (
        "Lay updates live, and take them back",
        "Mettre en ligne les mises à jour, et les annuler",
        "将更新上线或撤回",
    ),
    "staging.use": (
        "Make copies of a site, go into them, hold fire drills",
        "Faire des copies d’un site, y entrer, tenir des exercices d’incendie",
        "制作网站副本、进入副本、进行消防演练",
    ),
    "people.teach": ("Organise programmes, sessions and prizes", "Organiser les programmes, les séances et les récompenses", "组织培训计划、课程场次和奖励"),
    "people.author": ("Bring in and write lessons", "Importer et écrire des leçons", "导入和编写课程"),
    "people.read_figures": ("See what was learnt, by team", "Voir ce qui a été appris, par équipe", "按团队查看学习情况"),
    "mail.triage": ("Judge reported mails", "Évaluer les messages signalés", "研判被报告的邮件"),
    "mail.drill": ("Hold mail drills", "Tenir des exercices de courriel", "组织邮件演练"),
    "mail.read_drills": ("See the figures of mail drills, by team", "Voir les chiffres des exercices de courriel, par équipe", "按团队查看邮件演练的数据"),
    "upkeep.operate": ("Back up, upgrade and run Rempart", "Sauvegarder, mettre à niveau et exploiter Rempart", "备份、升级和运行 Rempart"),
}  # fmt: skip
TRUST: Words = {
    "unknown": ("unknown", "inconnu", "未知"),
    "known": ("known", "connu", "已知"),
    "managed": ("managed", "géré", "受管"),
}
UNREACHED: Words = {
    "barred": ("its address may not be called from here", "son adresse ne peut pas être appelée d’ici", "不允许从此处访问其地址"),
    "unresolved": ("its name does not exist", "son nom n’existe pas", "其名称不存在"),
    "refused": ("it refuses connections", "la connexion est refusée", "对方拒绝连接"),
    "timeout": ("no answer in time", "pas de réponse à temps", "未及时应答"),
    "tls": ("no encrypted connection could be agreed on", "aucune connexion chiffrée n’a pu être établie", "无法建立加密连接"),
    "reset": ("it hung up", "la connexion a été coupée", "对方中断了连接"),
    "unreadable": ("the stored settings cannot be opened", "les réglages conservés ne s’ouvrent plus", "无法打开所存设置"),
    "sealed": ("the stored settings cannot be opened", "les réglages conservés ne s’ouvrent plus", "无法打开所存设置"),
    "unreached": ("mail cannot be sent", "aucun courriel ne peut partir", "无法发送邮件"),
    "address_refused": ("the mail server refuses this address", "le serveur de messagerie refuse cette adresse", "邮件服务器拒绝此地址"),
    "sign_in_refused": ("the mail server refuses user name or password", "le serveur de messagerie refuse l’identifiant ou le mot de passe", "邮件服务器拒绝用户名或密码"),
    "not_offered": ("the mail server offers no such encryption", "le serveur de messagerie n’offre pas ce chiffrement", "邮件服务器不提供此加密方式"),
    "arrived": ("it arrived", "il est arrivé", "已送达"),
}  # fmt: skip
CHANGES: Words = {
    "join": ("somebody joins", "une arrivée", "入职"),
    "move": ("somebody changes teams", "un changement d’équipe", "调动团队"),
    "leave": ("somebody leaves", "un départ", "离职"),
}
FACTORS: Words = {
    "totp": ("authenticator app", "application d’authentification", "验证器应用"),
    "webauthn": ("passkey", "clé d’accès", "通行密钥"),
    "recovery_codes": ("recovery codes", "codes de secours", "恢复代码"),
}
CREDENTIALS: Words = {
    "service_account": ("service account", "compte de service", "服务账号"),
    "api_token": ("API token", "jeton d’API", "API 令牌"),
    "scim_token": ("token of the identity system", "jeton du système d’identité", "身份系统的令牌"),
    "hr_source": ("secret of the personnel system", "secret du système du personnel", "人事系统的密钥"),
    "connection": ("secret of a connected system", "secret d’un système relié", "已连接系统的密钥"),
    "provider": ("secret of an identity provider", "secret d’un fournisseur d’identité", "身份提供方的密钥"),
    "mail": ("password of the mail server", "mot de passe du serveur de messagerie", "邮件服务器的密码"),
}
DEVICES: Words = {
    "computer": ("computer", "ordinateur", "电脑"),
    "phone": ("telephone", "téléphone", "手机"),
    "tablet": ("tablet", "tablette", "平板电脑"),
    "other": ("something else", "autre chose", "其他"),
}
PROTOCOLS: Words = {
    "openid_connect": ("OpenID Connect", "OpenID Connect", "OpenID Connect"),
    "saml": ("SAML", "SAML", "SAML"),
}
WAYS: Words = {
    "password": ("password", "mot de passe", "密码"),
    "totp": ("authenticator app", "application d’authentification", "验证器应用"),
    "webauthn": ("passkey as second factor", "clé d’accès en second facteur", "通行密钥作为第二验证方式"),
    "passkey": ("passkey", "clé d’accès", "通行密钥"),
    "recovery_codes": ("recovery code", "code de secours", "恢复代码"),
    "one_time_link": ("one-time link", "lien à usage unique", "一次性链接"),
    "code": ("staff number and code", "matricule et code", "工号和验证码"),
    "socialaccount": ("the organisation’s sign-in", "connexion de l’organisation", "组织的登录"),
    "break_glass": ("sealed secret", "secret scellé", "封存的密钥"),
    "session": ("sign-in", "connexion", "登录"),
}
