"""What updates write: tried on a copy, laid live, returned. Parts are named by kind, slug and version; nobody is."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

PACKAGE_TAKEN = EventKind(
    "updates.package.taken",
    "A package was taken in: {slug} {version}",
    "Un paquet a été reçu : {slug} {version}",
    "已收下更新包：{slug} {version}",
)
PACKAGE_REFUSED = EventKind(
    "updates.package.refused",
    "A package was refused: {code}",
    "Un paquet a été refusé : {code}",
    "更新包被拒绝：{code}",
    severity=Severity.NOTICE,
)
PACKAGE_DROPPED = EventKind(
    "updates.package.dropped",
    "A package was put away: {slug} {version}",
    "Un paquet a été écarté : {slug} {version}",
    "更新包已移除：{slug} {version}",
)
HABIT_SET = EventKind(
    "updates.habit.set",
    "What is looked at when an update is tried was set: {pages} pages, {steps} steps",
    "Ce qui est vérifié lors d’un essai a été réglé : {pages} pages, {steps} étapes",
    "已设定试用更新时的检查内容：{pages} 个页面，{steps} 个步骤",
)
JOB_ASKED = EventKind(
    "updates.job.asked",
    "Work on an update was asked for: {work} {slug} {version}",
    "Un travail de mise à jour a été demandé : {work} {slug} {version}",
    "已请求更新任务：{work} {slug} {version}",
)
TRIED = EventKind(
    "updates.trial.passed",
    "An update was tried on a copy and nothing broke: {slug} {before} → {after}",
    "Une mise à jour a été essayée sur une copie sans rien casser : {slug} {before} → {after}",
    "更新已在副本上试用，未见损坏：{slug} {before} → {after}",
)
HELD_BACK = EventKind(
    "updates.trial.failed",
    "An update broke something on the copy and stays off the site: {slug} {before} → {after} ({failed})",
    "Une mise à jour a cassé quelque chose sur la copie et reste hors du site : {slug} {before} → {after} ({failed})",
    "更新在副本上造成损坏，未用于网站：{slug} {before} → {after}（{failed}）",
    severity=Severity.WARNING,
)
TRIAL_STOPPED = EventKind(
    "updates.trial.stopped",
    "An update could not be tried: {trouble}",
    "Une mise à jour n’a pas pu être essayée : {trouble}",
    "更新未能试用：{trouble}",
    severity=Severity.NOTICE,
)
RETURN_REGISTERED = EventKind(
    "updates.return.registered",
    "Before an update went live, the present state was kept and the way back registered: {slug}, {tables} tables",
    "Avant la mise en ligne, l’état présent a été gardé et le retour enregistré : {slug}, {tables} tables",
    "更新上线之前，已保留现状并登记返回方式：{slug}，{tables} 张表",
)
APPLIED = EventKind(
    "updates.update.applied",
    "A tried update is live: {slug} {before} → {after}, visitors waited {pause_s} s",
    "Une mise à jour essayée est en ligne : {slug} {before} → {after}, les visiteurs ont attendu {pause_s} s",
    "试用过的更新已上线：{slug} {before} → {after}，访客等待 {pause_s} 秒",
    severity=Severity.NOTICE,
    ends=("updates.update.returned", "updates.update.failed"),
)
RETURNED = EventKind(
    "updates.update.returned",
    "An update went live, the site did not stand the look after it, and the files before are back: {slug} ({reason})",
    "Une mise à jour a été mise en ligne, le site n’a pas passé le contrôle, les fichiers précédents sont revenus : {slug} ({reason})",
    "更新上线后网站未通过检查，已恢复之前的文件：{slug}（{reason}）",
    severity=Severity.CRITICAL,
)
FAILED = EventKind(
    "updates.update.failed",
    "An update did not go live, the site is as before: {slug} ({trouble})",
    "Une mise à jour n’a pas été mise en ligne, le site est comme avant : {slug} ({trouble})",
    "更新未能上线，网站保持原状：{slug}（{trouble}）",
    severity=Severity.WARNING,
)
STUCK = EventKind(
    "updates.return.failed",
    "An update could not be taken back, and the site may stand between two states: {slug} ({trouble})",
    "Une mise à jour n’a pas pu être annulée, le site est peut-être entre deux états : {slug} ({trouble})",
    "更新未能撤回，网站可能处于两种状态之间：{slug}（{trouble}）",
    severity=Severity.CRITICAL,
)
UNDONE = EventKind(
    "updates.update.undone",
    "A person took an update back: {slug}, the database too: {database}",
    "Une personne a annulé une mise à jour : {slug}, base comprise : {database}",
    "有人撤回了更新：{slug}，含数据库：{database}",
    severity=Severity.NOTICE,
    ends=("updates.return.failed",),
)
COMPARED = EventKind(
    "updates.losses.listed",
    "What a return of the database would lose was listed: {orders} orders, {users} users, {comments} comments",
    "Ce qu’un retour de la base ferait perdre a été listé : {orders} commandes, {users} comptes, {comments} commentaires",
    "已列出数据库返回将丢失的内容：订单 {orders}，用户 {users}，评论 {comments}",
)
PASSED_BY = EventKind(
    "updates.change.noticed",
    "Parts of a site changed without a trial: {count}, first {first}",
    "Des parties d’un site ont changé sans essai : {count}, d’abord {first}",
    "网站组件未经试用即变更：{count} 个，首个为 {first}",
    severity=Severity.NOTICE,
)
FACT_RECORDED = EventKind(
    "updates.fact.recorded",
    "Updates were measured: {fact_kind}",
    "Mises à jour mesurées : {fact_kind}",
    "更新测量：{fact_kind}",
)
