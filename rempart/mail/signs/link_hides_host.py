"""What stands before an @ in a link is only a name."""

from urllib.parse import urlsplit

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words


def _find(view: View) -> str:
    for one in clicked(view):
        place = urlsplit(one.url).netloc
        before, at, after = place.rpartition("@")
        if at and "." in before:
            return f"{before}@{after}"
    return ""


UNIT = Sign(
    id="link_hides_host", weight=2.2,
    says=Words(
        "A link hides where it leads: {seen}",
        "Un lien cache où il mène\u202f: {seen}",
        "链接隐藏真实去向：{seen}",
    ),
    find=_find,
)  # fmt: skip
