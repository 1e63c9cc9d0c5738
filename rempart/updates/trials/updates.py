"""The drill's updates: what waits at hand for this site is tried on the drill's own copy."""

from rempart.channel.copies import Trial
from rempart.terms.words import Words
from rempart.updates.actions.try_in_drill import try_in_drill

UNIT = Trial(
    id="updates",
    step="updates",
    title=Words("Updates that wait", "Mises à jour en attente", "待处理的更新"),
    run=try_in_drill,
    says={
        "none_waiting": Words(
            "No package waits to be tried.", "Aucun paquet n’attend un essai.", "没有等待试用的更新包。"
        ),
        "passed": Words(
            "{tried} tried, nothing broke.",
            "Essais\u202f: {tried}\u202f; rien n’a cassé.",
            "试用 {tried} 项，未见损坏。",
        ),
        "held_back": Words(
            "{tried} tried, {held_back} broke the copy and stay off the site.",
            "Essais\u202f: {tried}\u202f; copie cassée, donc retenus\u202f: {held_back}.",
            "试用 {tried} 项，{held_back} 项损坏副本，未用于网站。",
        ),
        "not_tried": Words(
            "It could not be tried on this copy.",
            "L’essai n’a pas pu se faire sur cette copie.",
            "未能在此副本上试用。",
        ),
    },
)
