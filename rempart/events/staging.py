"""What copies of sites and fire drills write. No address of a copy and no way into one stands here."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

COPY_ASKED = EventKind(
    "staging.copy.asked",
    "A copy of a site was asked for: {purpose}",
    "Une copie d’un site a été demandée : {purpose}",
    "已请求网站副本：{purpose}",
)
COPY_OPENED = EventKind(
    "staging.copy.opened",
    "A copy of a site stands, without a way out: {fields} personal fields and {mails} addresses masked, {secrets} keys removed",
    "Une copie d’un site est prête, sans issue : {fields} champs personnels et {mails} adresses masqués, {secrets} clés retirées",
    "网站副本已就绪，没有出口：已遮盖 {fields} 个个人字段和 {mails} 个邮址，移除 {secrets} 个密钥",
)
COPY_ENTERED = EventKind(
    "staging.copy.entered",
    "Somebody went into a copy of a site",
    "Quelqu’un est entré dans une copie d’un site",
    "有人进入网站副本",
)
COPY_REMOVED = EventKind(
    "staging.copy.removed",
    "A copy of a site was deleted: {reason}; {sunk_mails} mails had been stopped in it",
    "Une copie d’un site a été supprimée : {reason} ; {sunk_mails} courriels y avaient été arrêtés",
    "网站副本已删除：{reason}；其中拦下 {sunk_mails} 封邮件",
)
COPY_FAILED = EventKind(
    "staging.copy.failed",
    "A copy of a site could not be made: {trouble}",
    "Une copie d’un site n’a pas pu être faite : {trouble}",
    "无法制作网站副本：{trouble}",
    severity=Severity.NOTICE,
)
RHYTHM_SET = EventKind(
    "staging.rhythm.set",
    "How often a site is drilled was set: every {days} days (0: never)",
    "La fréquence des exercices d’un site a été réglée : tous les {days} jours (0 : jamais)",
    "已设定网站演练频率：每 {days} 天一次（0 表示不演练）",
)
DRILL_ASKED = EventKind(
    "staging.drill.asked", "A fire drill was asked for", "Un exercice d’incendie a été demandé", "已请求消防演练"
)
ALARM_RAISED = EventKind(
    "staging.alarm.raised",
    "EXERCISE, nothing is broken: act as if the site were gone. On its page “Copies and drills”, say that you have seen it",
    "EXERCICE, rien n’est cassé : agissez comme si le site avait disparu. Sur sa page « Copies et exercices », dites que vous l’avez vu",
    "演练，并无故障：请当作网站已经丢失来处理。在其“副本与演练”页面上，请确认您已看到",
    severity=Severity.CRITICAL,
)
ALARM_SEEN = EventKind(
    "staging.alarm.seen",
    "Exercise: the alarm was seen after {detection_s} s",
    "Exercice : l’alarme a été vue après {detection_s} s",
    "演练：{detection_s} 秒后有人看到警报",
    ends=("staging.alarm.raised",),
)
RETURN_DECIDED = EventKind(
    "staging.return.decided",
    "Exercise: {decision_s} s later somebody said to bring the site back",
    "Exercice : {decision_s} s plus tard, quelqu’un a dit de ramener le site",
    "演练：又过 {decision_s} 秒，有人决定恢复网站",
)
DRILL_BEGUN = EventKind(
    "staging.drill.begun",
    "A fire drill began, run {attempt}",
    "Un exercice d’incendie a commencé, essai {attempt}",
    "消防演练开始，第 {attempt} 次",
)
STEP_DONE = EventKind(
    "staging.step.done",
    "Fire drill, step {step}: {state}, {seconds} s",
    "Exercice d’incendie, étape {step} : {state}, {seconds} s",
    "消防演练，步骤 {step}：{state}，{seconds} 秒",
)
DRILL_PASSED = EventKind(
    "staging.drill.passed",
    "A fire drill was passed: back in {rto_s} s, with data {rpo_s} s old",
    "Un exercice d’incendie est réussi : de retour en {rto_s} s, données vieilles de {rpo_s} s",
    "消防演练通过：{rto_s} 秒恢复，数据时龄 {rpo_s} 秒",
    severity=Severity.NOTICE,
    ends=("staging.drill.failed",),
)
DRILL_FAILED = EventKind(
    "staging.drill.failed",
    "A fire drill failed at {step}: {trouble}",
    "Un exercice d’incendie a échoué à l’étape {step} : {trouble}",
    "消防演练在步骤 {step} 失败：{trouble}",
    severity=Severity.CRITICAL,
)
DRILL_NOT_HELD = EventKind(
    "staging.drill.not_held",
    "A fire drill could not be held: {trouble}",
    "Un exercice d’incendie n’a pas pu avoir lieu : {trouble}",
    "消防演练未能进行：{trouble}",
    severity=Severity.WARNING,
    ends=("staging.alarm.raised",),
)
FACT_RECORDED = EventKind(
    "staging.fact.recorded",
    "A fire drill was measured: {fact_kind}",
    "Exercice d’incendie mesuré : {fact_kind}",
    "消防演练测量：{fact_kind}",
)
