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
