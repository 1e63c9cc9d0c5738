"""The few words around a lesson that has been taken elsewhere."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "name": "English", "language": "Language", "decision": "Decision {n}.", "scenario": "A scenario, not a real case.",
        "question": "Question {n} of {m}.", "go": "Go on", "fits": "That fits.",
        "again": "Not quite. It comes again in a moment.", "end": "The end of this lesson.",
        "right": "{right} of {asked} answers fitted at once.",
        "good": "{good} of {decided} decisions were the ones that lead furthest.", "tomorrow": "Tomorrow",
        "sources": "Sources", "alone": "No learning system was found around this page: nothing is kept.",
    },
    "fr": {
        "name": "Français", "language": "Langue", "decision": "Décision {n}.", "scenario": "Un scénario, non un cas réel.",
        "question": "Question {n} sur {m}.", "go": "Continuer", "fits": "C’est juste.",
        "again": "Pas tout à fait. Elle revient dans un instant.", "end": "La fin de cette leçon.",
        "right": "{right} réponses sur {asked} étaient justes du premier coup.",
        "good": "{good} décisions sur {decided} étaient celles qui mènent le plus loin.", "tomorrow": "Demain",
        "sources": "Sources", "alone": "Aucun système de formation n’entoure cette page\u202f: rien n’est conservé.",
    },
    "zh": {
        "name": "简体中文", "language": "语言", "decision": "第 {n} 个决定。", "scenario": "情景故事，并非真实案例。",
        "question": "第 {n} 题，共 {m} 题。", "go": "继续", "fits": "答对了。", "again": "不完全对，稍后会再出现。",
        "end": "本课结束。", "right": "{asked} 道题中有 {right} 道一次答对。",
        "good": "{decided} 个决定中有 {good} 个是走得最远的选择。", "tomorrow": "明天", "sources": "来源",
        "alone": "此页面周围没有学习系统：不会保存任何内容。",
    },
}  # fmt: skip
