"""A lesson that the demo house is writing: made from one of ours, with the number of its own watch, not published yet."""

import re
from typing import Any

FROM = "reporting_and_incidents"


def write(organisation: Any, author: Any) -> None:
    """Begun in French and English; the French title already says whose it is."""
    from rempart.people.actions.write_lesson import Beginning, begin_own, save_text
    from rempart.people.store.authoring import OwnText

    row = begin_own(author, organisation, Beginning(("fr", "en"), FROM))
    french = OwnText.objects.get(lesson=row, language="fr")
    told = re.sub(r'(?m)^title = ".*"$', 'title = "Signaler à la Maison Lavande : le 22"', french.text, count=1)
    save_text(author, french, told, french.number)
