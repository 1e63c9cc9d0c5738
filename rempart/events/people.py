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
PACKAGE_ADDED = EventKind(
    "people.package.added",
    "A lesson from elsewhere was added: {package}, {standard}, {files} files",
    "Une leçon venue d’ailleurs a été ajoutée : {package}, {standard}, {files} fichiers",
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
    "Une leçon venue d’ailleurs a été ouverte aux apprenants : {package}, {minutes} minutes",
    "一门外来课程已向学员开放：{package}，{minutes} 分钟",
)
PACKAGE_CLOSED = EventKind(
    "people.package.closed",
    "A lesson from elsewhere was closed: {package}",
    "Une leçon venue d’ailleurs a été fermée : {package}",
    "一门外来课程已关闭：{package}",
)
PACKAGE_REMOVED = EventKind(
    "people.package.removed",
    "The files of a lesson from elsewhere were removed: {package}",
    "Les fichiers d’une leçon venue d’ailleurs ont été retirés : {package}",
    "一门外来课程的文件已移除：{package}",
)
PACKAGE_BEGUN = EventKind(
    "people.package.begun",
    "A lesson from elsewhere was begun: {package}",
    "Une leçon venue d’ailleurs a été commencée : {package}",
    "开始学习外来课程：{package}",
)
PACKAGE_RESUMED = EventKind(
    "people.package.resumed",
    "A lesson from elsewhere was gone on with: {package}",
    "Une leçon venue d’ailleurs a été reprise : {package}",
    "继续学习外来课程：{package}",
)
PACKAGE_FINISHED = EventKind(
    "people.package.finished",
    "A lesson from elsewhere told that it was taken to its end: {package}, {minutes} minutes counted ({why})",
    "Une leçon venue d’ailleurs a dit avoir été suivie jusqu’au bout : {package}, {minutes} minutes comptées ({why})",
    "外来课程报告已学完：{package}，计入 {minutes} 分钟（{why}）",
)
