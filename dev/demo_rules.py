"""Rules of the demo house: how to report, in two languages, confirmed by all; the laws that bind it, by all but one."""

from typing import Any

REPORTING = {
    "fr": (
        "Signaler, tout de suite et sans crainte",
        "Ce qui vous semble étrange se signale aussitôt : un courriel, un appel, un badge qui manque.\n\n- Le 22, jour et nuit\n- ou le bouton du courrier\n\nUn signalement est toujours remercié, aussi quand ce n’était rien.",
        "Un courriel vous semble étrange, vous n’êtes pas sûr. Que faites-vous ?",
        "Je le signale tout de suite",
        ("J’attends d’en être sûr", "Je l’efface et je n’en parle pas"),
    ),
    "en": (
        "Report at once, and without worry",
        "Whatever seems odd is reported at once: a mail, a call, a badge that is missing.\n\n- 22, day and night\n- or the button in your mail\n\nA report is always thanked, also when it was nothing.",
        "A mail seems odd and you are not sure. What do you do?",
        "I report it at once",
        ("I wait until I am sure", "I delete it and tell nobody"),
    ),
}
LAWS = {
    "fr": (
        "Les lois de notre maison, en quatre phrases",
        "Nous vendons à des personnes en Europe : le RGPD nous lie.\n\n- Un client demande ses données : transmettez le jour même.\n- Un fichier part à la mauvaise adresse : appelez le 22.",
        "Un client demande par téléphone ce que nous savons de lui. Que faites-vous ?",
        "Je transmets sa demande le jour même",
        ("Je lui dis que c’est secret",),
    ),
}


def read(organisation: Any, readers: Any, later: Any) -> None:
    """Put up by the first reader, confirmed by all; whoever reads `later` has the second still before them."""
    from datetime import date

    from rempart.people.actions.confirm_house_rule import confirm
    from rempart.people.actions.put_house_rule import put_rule
    from rempart.people.core.house_rule import Draft, HouseKind, Wording

    for kind, languages, day in ((HouseKind.REPORTING, REPORTING, 2), (HouseKind.LAW, LAWS, 9)):
        said = {language: Wording(*texts) for language, texts in languages.items()}
        version = put_rule(readers[0], organisation, kind, Draft(date(2026, 11, day), said))
        for reader in readers:
            if reader != later or kind is HouseKind.REPORTING:
                confirm(reader, version, "fr", said["fr"].right)
