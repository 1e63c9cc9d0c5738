"""Phishing wants one thing and leads to one page; what people subscribed to leads to many, some of them the sender's own. A
row of links that all say the same, or all lead to the same, is one. Padding can forge this too, so it clears nothing alone."""

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words

MANY = 10  # different pages with different words on them; of phishing 1 in 100 has as many, of newsletters every other


def _find(view: View) -> str:
    led = [one for one in clicked(view) if one.where in ("html", "text")]
    pages = {one.url.partition("#")[0] for one in led}
    said = {one.text.lower() or one.url.partition("?")[0] for one in led}
    many = min(len(pages), len(said))
    is_home = any(one.domain == view.domain for one in led)
    return str(many) if many >= MANY and is_home else ""


UNIT = Sign(
    id="many_pages", weight=-0.8,
    says=Words(
        "It leads to many different pages, the sender’s own among them: {seen}",
        "Il mène à beaucoup de pages différentes, dont celles de l’expéditeur\u202f: {seen}",
        "其中的链接通往许多不同的页面，包括发件方自己的：{seen}",
    ),
    find=_find,
)  # fmt: skip
