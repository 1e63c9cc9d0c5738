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
    "directory.member.added", "An account became {role}", "Un compte est devenu {role}", "账户获得角色 {role}"
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
