"""What learning writes: which lesson, by whom, whether its minutes count. No answer and no result stands here."""

from rempart.events.kind import EventKind

LESSON_BEGUN = EventKind(
    "people.lesson.begun",
    "A lesson was begun: {lesson}",
    "Une leçon a été commencée : {lesson}",
    "开始学习课程：{lesson}",
)
LESSON_RESUMED = EventKind(
    "people.lesson.resumed",
    "A lesson was gone on with: {lesson}",
    "Une leçon a été reprise : {lesson}",
    "继续学习课程：{lesson}",
)
LESSON_FINISHED = EventKind(
    "people.lesson.finished",
    "A lesson was taken to its end: {lesson}, {minutes} minutes counted ({why})",
    "Une leçon a été suivie jusqu’au bout : {lesson}, {minutes} minutes comptées ({why})",
    "完成一门课程：{lesson}，计入 {minutes} 分钟（{why}）",
)
FACT_RECORDED = EventKind(
    "people.fact.recorded",
    "What was learnt and practised in the last year: {fact_kind}",
    "Ce qui a été appris et exercé depuis un an : {fact_kind}",
    "过去一年的学习与演练情况：{fact_kind}",
)
EXERCISE_BEGUN = EventKind(
    "people.exercise.begun",
    "A drill was begun with {people} people: {exercise}",
    "Un exercice a commencé avec {people} personnes : {exercise}",
    "开始演练：{exercise}，{people} 人参加",
)
EXERCISE_MARKED = EventKind(
    "people.exercise.marked",
    "In a drill the group was seen to do what helps: {mark} ({exercise}, after {after_s} s)",
    "Dans un exercice, le groupe a fait ce qui aide : {mark} ({exercise}, après {after_s} s)",
    "演练中小组做到了有用的一步：{mark}（{exercise}，第 {after_s} 秒）",
)
EXERCISE_UNMARKED = EventKind(
    "people.exercise.unmarked",
    "In a drill a mark was taken back: {mark} ({exercise})",
    "Dans un exercice, un repère a été retiré : {mark} ({exercise})",
    "演练中撤回一个标记：{mark}（{exercise}）",
)
EXERCISE_NOTED = EventKind(
    "people.exercise.noted",
    "Notes of a drill were written: {exercise}",
    "Les notes d’un exercice ont été écrites : {exercise}",
    "写下了演练记录：{exercise}",
)
EXERCISE_HELD = EventKind(
    "people.exercise.held",
    "A drill was held with {people} people for {minutes} minutes: {exercise}, {seen} of {marks} marks seen",
    "Un exercice a été tenu avec {people} personnes pendant {minutes} minutes : {exercise}, {seen} repères vus sur {marks}",
    "完成演练：{exercise}，{people} 人，{minutes} 分钟，看到 {seen}/{marks} 个标记",
)
EXERCISE_BROKEN_OFF = EventKind(
    "people.exercise.broken_off",
    "A drill was broken off after {minutes} minutes: {exercise}",
    "Un exercice a été interrompu après {minutes} minutes : {exercise}",
    "演练在 {minutes} 分钟后中止：{exercise}",
)
PROGRAMME_MADE = EventKind(
    "people.programme.made",
    "An awareness programme was made: {programme}",
    "Un programme de sensibilisation a été créé : {programme}",
    "创建安全意识计划：{programme}",
)
PROGRAMME_CHANGED = EventKind(
    "people.programme.changed",
    "An awareness programme was changed: {programme}",
    "Un programme de sensibilisation a été modifié : {programme}",
    "修改安全意识计划：{programme}",
)
PROGRAMME_OPENED = EventKind(
    "people.programme.opened",
    "An awareness programme was opened to {people} people, {required_minutes} minutes asked for: {programme}",
    "Un programme de sensibilisation a été ouvert à {people} personnes, {required_minutes} minutes demandées : {programme}",
    "安全意识计划已向 {people} 人开放，要求 {required_minutes} 分钟：{programme}",
)
PROGRAMME_ENDED = EventKind(
    "people.programme.ended",
    "An awareness programme was ended: {programme}",
    "Un programme de sensibilisation a pris fin : {programme}",
    "安全意识计划结束：{programme}",
)
PROGRAMME_JOINED = EventKind(
    "people.programme.joined",
    "Somebody enrolled in an awareness programme: {programme}",
    "Une personne s’est inscrite à un programme de sensibilisation : {programme}",
    "有人报名参加安全意识计划：{programme}",
)
PROGRAMME_LEFT = EventKind(
    "people.programme.left",
    "Somebody withdrew from an awareness programme: {programme}",
    "Une personne s’est retirée d’un programme de sensibilisation : {programme}",
    "有人退出安全意识计划：{programme}",
)
PLAN_SHARED = EventKind(
    "people.programme.shared",
    "Somebody decided whether the own team sees that they take part: {programme}",
    "Une personne a décidé si son équipe voit qu’elle participe : {programme}",
    "有人决定是否让本团队看到自己参加：{programme}",
)
INVITED = EventKind(
    "people.programme.invited",
    "Invitations to an awareness programme were handed to the mail: {count}",
    "Invitations à un programme de sensibilisation remises au courrier : {count}",
    "安全意识计划邀请已交付邮件发送：{count} 封",
)
HALLMARK_CHANGED = EventKind(
    "people.hallmark.changed",
    "The words by which letters of the programme are recognised were changed",
    "Les mots auxquels on reconnaît le courrier du programme ont été changés",
    "更改用于识别计划邮件的约定语",
)
CHOICE_CHANGED = EventKind(
    "people.choice.changed",
    "Somebody changed what they want of reminders or of their calendar",
    "Une personne a changé ce qu’elle veut des rappels ou de son calendrier",
    "有人更改提醒或日历设置",
)
SESSION_PLANNED = EventKind(
    "people.session.planned",
    "A session was planned with {capacity} seats: {session}",
    "Une séance a été prévue avec {capacity} places : {session}",
    "安排一场培训，{capacity} 个名额：{session}",
)
SESSION_CHANGED = EventKind(
    "people.session.changed",
    "A session was changed: {session}, {moved_up} moved up from the queue",
    "Une séance a été modifiée : {session}, {moved_up} passées de l’attente à une place",
    "修改一场培训：{session}，{moved_up} 人从候补转为正式",
)
SESSION_CANCELLED = EventKind(
    "people.session.cancelled",
    "A session was called off: {session}",
    "Une séance a été annulée : {session}",
    "取消一场培训：{session}",
)
SEAT_TAKEN = EventKind(
    "people.seat.taken",
    "Somebody took a seat in a session: {session}",
    "Une personne a pris une place dans une séance : {session}",
    "有人报名一场培训：{session}",
)
SEAT_QUEUED = EventKind(
    "people.seat.queued",
    "Somebody waits for a seat in a session: {session}",
    "Une personne attend une place dans une séance : {session}",
    "有人进入一场培训的候补：{session}",
)
SEAT_GIVEN_UP = EventKind(
    "people.seat.given_up",
    "Somebody gave up a seat: {session}, {moved_up} moved up from the queue",
    "Une personne a rendu sa place : {session}, {moved_up} passées de l’attente à une place",
    "有人放弃名额：{session}，{moved_up} 人从候补转为正式",
)
ATTENDANCE_NOTED = EventKind(
    "people.session.attended",
    "Attendance of a session was noted: {session}, {there} of {seated} were there",
    "La présence à une séance a été notée : {session}, {there} sur {seated} présentes",
    "登记培训出席情况：{session}，{seated} 人中到场 {there} 人",
)
PLAN_MADE = EventKind(
    "people.plan.made",
    "Somebody made a plan of their own",
    "Quelqu’un s’est fait son propre plan",
    "有人制定了自己的计划",
)
PLAN_TICKED = EventKind(
    "people.plan.ticked",
    "Something on one’s own plan was done",
    "Un point d’un plan personnel a été fait",
    "个人计划中的一项已完成",
)
TEST_BEGUN = EventKind(
    "people.test.begun",
    "A test was begun",
    "Un test a été commencé",
    "开始测试",
)
TEST_TAKEN = EventKind(
    "people.test.taken",
    "A test was taken",
    "Un test a été passé",
    "完成测试",
)
POINTS_CHOSEN = EventKind(
    "people.points.chosen",
    "Somebody chose how they take part in points",
    "Quelqu’un a choisi comment participer aux points",
    "有人选择了如何参与积分",
)
PRIZE_BUDGETED = EventKind(
    "people.prize.budgeted",
    "The budget for prizes was set",
    "Le budget des récompenses a été fixé",
    "奖品预算已设定",
)
PRIZE_OFFERED = EventKind(
    "people.prize.offered",
    "A prize was offered or changed: {points} points, {stock} left",
    "Une récompense a été proposée ou modifiée : {points} points, {stock} en réserve",
    "新增或更改了奖品：{points} 积分，余 {stock} 件",
)
PRIZE_ASKED = EventKind(
    "people.prize.asked",
    "A prize was asked for: {points} points",
    "Une récompense a été demandée : {points} points",
    "有人兑换奖品：{points} 积分",
)
PRIZE_HANDED = EventKind(
    "people.prize.handed",
    "A prize was handed over",
    "Une récompense a été remise",
    "奖品已发放",
)
PRIZE_RETURNED = EventKind(
    "people.prize.returned",
    "A wish for a prize was taken back, and its points returned",
    "Une demande de récompense a été annulée, et ses points rendus",
    "奖品申请已取消，积分已退回",
)
STAR_NAMED = EventKind(
    "people.star.named",
    "The star of a month was named: {month}",
    "L’étoile d’un mois a été nommée : {month}",
    "选出了月度之星：{month}",
)
CHALLENGE_BEGUN = EventKind(
    "people.challenge.begun",
    "A challenge between {sides} departments was begun",
    "Un défi entre {sides} services a été lancé",
    "{sides} 个部门之间的挑战开始了",
)
CHALLENGE_COUNTED = EventKind(
    "people.challenge.counted",
    "A week of a challenge was counted",
    "Une semaine d’un défi a été comptée",
    "挑战的一周已计分",
)
CERTIFICATE_ISSUED = EventKind(
    "people.certificate.issued",
    "A certificate was issued",
    "Une attestation a été délivrée",
    "已颁发证书",
)
CERTIFICATE_WITHDRAWN = EventKind(
    "people.certificate.withdrawn",
    "A certificate was withdrawn",
    "Une attestation a été retirée",
    "已撤回证书",
)
PACKAGE_ADDED = EventKind(
    "people.package.added",
    "A lesson from elsewhere was added: {package}, {standard}, {files} files",
    "Une leçon venue d’ailleurs a été ajoutée : {package}, {standard}, {files} fichiers",
    "加入了一门外来课程：{package}，{standard}，{files} 个文件",
)
PACKAGE_REFUSED = EventKind(
    "people.package.refused",
    "A lesson from elsewhere was refused ({code})",
    "Une leçon venue d’ailleurs a été refusée ({code})",
    "拒绝了一门外来课程（{code}）",
)
PACKAGE_OPENED = EventKind(
    "people.package.opened",
    "A lesson from elsewhere was opened to learners: {package}, {minutes} minutes",
    "Une leçon venue d’ailleurs a été ouverte aux apprenants : {package}, {minutes} minutes",
    "一门外来课程已向学员开放：{package}，{minutes} 分钟",
)
PACKAGE_CLOSED = EventKind(
    "people.package.closed",
    "A lesson from elsewhere was closed: {package}",
    "Une leçon venue d’ailleurs a été fermée : {package}",
    "一门外来课程已关闭：{package}",
)
PACKAGE_REMOVED = EventKind(
    "people.package.removed",
    "The files of a lesson from elsewhere were removed: {package}",
    "Les fichiers d’une leçon venue d’ailleurs ont été retirés : {package}",
    "一门外来课程的文件已移除：{package}",
)
PACKAGE_BEGUN = EventKind(
    "people.package.begun",
    "A lesson from elsewhere was begun: {package}",
    "Une leçon venue d’ailleurs a été commencée : {package}",
    "开始学习外来课程：{package}",
)
PACKAGE_RESUMED = EventKind(
    "people.package.resumed",
    "A lesson from elsewhere was gone on with: {package}",
    "Une leçon venue d’ailleurs a été reprise : {package}",
    "继续学习外来课程：{package}",
)
PACKAGE_FINISHED = EventKind(
    "people.package.finished",
    "A lesson from elsewhere told that it was taken to its end: {package}, {minutes} minutes counted ({why})",
    "Une leçon venue d’ailleurs a dit avoir été suivie jusqu’au bout : {package}, {minutes} minutes comptées ({why})",
    "外来课程报告已学完：{package}，计入 {minutes} 分钟（{why}）",
)
WRITING_BEGUN = EventKind(
    "people.writing.begun",
    "A lesson of one’s own was begun: {lesson}",
    "Une leçon maison a été commencée : {lesson}",
    "开始编写自有课程：{lesson}",
)
WRITING_SAVED = EventKind(
    "people.writing.saved",
    "A lesson of one’s own was saved: {lesson}, {language}, version {number}",
    "Une leçon maison a été enregistrée : {lesson}, {language}, version {number}",
    "已保存自有课程：{lesson}，{language}，第 {number} 版",
)
WRITING_CHECKED = EventKind(
    "people.writing.checked",
    "A lesson of one’s own was checked: {lesson}, {faults} things to put right",
    "Une leçon maison a été vérifiée : {lesson}, {faults} points à reprendre",
    "已检查自有课程：{lesson}，{faults} 处待改",
)
WRITING_PUBLISHED = EventKind(
    "people.writing.published",
    "A lesson of one’s own was published: {lesson}",
    "Une leçon maison a été publiée : {lesson}",
    "已发布自有课程：{lesson}",
)
WRITING_WITHDRAWN = EventKind(
    "people.writing.withdrawn",
    "A lesson of one’s own was withdrawn: {lesson}",
    "Une leçon maison a été retirée : {lesson}",
    "已撤下自有课程：{lesson}",
)
WRITING_REMOVED = EventKind(
    "people.writing.removed",
    "A draft of a lesson was deleted: {lesson} ({what})",
    "Le brouillon d’une leçon a été supprimé : {lesson} ({what})",
    "已删除课程草稿：{lesson}（{what}）",
)
HOUSE_RULE_PUT = EventKind(
    "people.house_rule.put",
    "A rule of the house was put up for reading: {rule}, version {version}",
    "Une règle de la maison a été mise à lire : {rule}, version {version}",
    "已发布供阅读的内部规定：{rule}，第 {version} 版",
)
HOUSE_RULE_WITHDRAWN = EventKind(
    "people.house_rule.withdrawn",
    "A rule of the house was withdrawn: {rule}",
    "Une règle de la maison a été retirée : {rule}",
    "已撤回内部规定：{rule}",
)
HOUSE_RULE_WRITTEN = EventKind(
    "people.house_rule.written",
    "People who had not confirmed a rule of the house were written to: {rule}, version {version}",
    "Les personnes qui n’avaient pas confirmé une règle de la maison ont reçu une lettre : {rule}, version {version}",
    "已致信尚未确认内部规定的人员：{rule}，第 {version} 版",
)
HOUSE_RULE_CONFIRMED = EventKind(
    "people.house_rule.confirmed",
    "A rule of the house was read and confirmed: {rule}, version {version}",
    "Une règle de la maison a été lue et confirmée : {rule}, version {version}",
    "已阅读并确认内部规定：{rule}，第 {version} 版",
)
