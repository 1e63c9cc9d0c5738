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
    "How much was learnt in the last year: {fact_kind}",
    "Ce qui a été appris depuis un an : {fact_kind}",
    "过去一年的学习情况：{fact_kind}",
)
