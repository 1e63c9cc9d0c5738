"""What the directory writes: who is there, and what belongs to whom."""

from rempart.events.kind import EventKind

ORGANISATION_CREATED = EventKind(
    "directory.organisation.created", "The organisation was set up", "L’organisation a été créée", "组织已建立"
)
ACCOUNT_CREATED = EventKind("directory.account.created", "An account was made", "Un compte a été créé", "账户已创建")
ACCOUNT_COMPLETED = EventKind(
    "directory.account.completed",
    "An account received its address and password",
    "Un compte a reçu son adresse et son mot de passe",
    "账户已设置地址和密码",
)
ACCOUNT_SIGNED_IN = EventKind(
    "directory.account.signed_in", "Someone signed in", "Une personne s’est connectée", "有人登录"
)
MEMBER_ADDED = EventKind(
    "directory.member.added", "An account became {role}", "Un compte est devenu {role}", "账户获得角色“{role}”"
)
MEMBER_REMOVED = EventKind(
    "directory.member.removed",
    "An account left the organisation",
    "Un compte a quitté l’organisation",
    "账户已离开组织",
)
SITE_ADDED = EventKind(
    "directory.site.added", "The site {address} was added", "Le site {address} a été ajouté", "已添加网站 {address}"
)
SITE_REMOVED = EventKind(
    "directory.site.removed", "The site {address} was removed", "Le site {address} a été retiré", "已移除网站 {address}"
)
HOST_ADDED = EventKind("directory.host.added", "A host was added", "Un hébergement a été ajouté", "已添加主机")
PERSON_ADDED = EventKind("directory.person.added", "A person was added", "Une personne a été ajoutée", "已添加人员")
PERSON_ERASED = EventKind(
    "directory.person.erased", "A person was erased", "Une personne a été effacée", "人员数据已删除"
)
TEAM_ADDED = EventKind("directory.team.added", "A team was added", "Une équipe a été ajoutée", "已添加团队")
SUPPLIER_ADDED = EventKind(
    "directory.supplier.added", "A supplier was added", "Un fournisseur a été ajouté", "已添加供应商"
)
ORGANISATION_CHANGED = EventKind(
    "directory.organisation.changed",
    "Name or currency of the organisation was changed",
    "Le nom ou la devise de l’organisation a changé",
    "组织的名称或货币已更改",
)
MEMBER_ROLE_CHANGED = EventKind(
    "directory.member.role_changed",
    "An account went from {before} to {after}",
    "Un compte est passé de {before} à {after}",
    "账户角色从“{before}”变为“{after}”",
)
LINK_MADE = EventKind(
    "directory.link.made",
    "A one-time sign-in link was made for a member",
    "Un lien de connexion à usage unique a été créé pour un membre",
    "已为成员生成一次性登录链接",
)
ACCOUNT_CLOSED = EventKind(
    "directory.account.closed",
    "An account was closed, its name and address erased",
    "Un compte a été fermé, son nom et son adresse effacés",
    "账户已关闭，姓名和地址已删除",
)
SITE_HOST_SET = EventKind(
    "directory.site.host_set",
    "The host of the site was set",
    "L’hébergement du site a été indiqué",
    "已设置网站的主机",
)
SITE_ORIGINS_SET = EventKind(
    "directory.site.origins_set",
    "The owner named {count} server addresses behind the site",
    "Le propriétaire a indiqué {count} adresses de serveur derrière le site",
    "所有者指明了网站背后的 {count} 个服务器地址",
)
TEAM_CHANGED = EventKind(
    "directory.team.changed",
    "A team gained {joined} and lost {left} people",
    "Une équipe a gagné {joined} personnes et en a perdu {left}",
    "团队新增 {joined} 人，减少 {left} 人",
)
MEMBER_LIMITED = EventKind(
    "directory.member.limited",
    "It was set how far the access of an account reaches: {sites} sites, {hosts} hosts, {teams} teams, or everything",
    "La portée de l’accès d’un compte a été fixée : {sites} sites, {hosts} hébergements, {teams} équipes, ou tout",
    "已设定账户访问的范围：{sites} 个网站、{hosts} 台主机、{teams} 个团队，或全部",
)
