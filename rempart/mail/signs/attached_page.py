"""Pages as attachments get past checks of links."""

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    for part in view.attachments:
        if (
            part.name.lower().endswith((".htm", ".html", ".shtml", ".xhtml", ".svg", ".mht", ".hta"))
            and not view.is_list
        ):
            return part.name[:80]
    return ""


UNIT = Sign(
    id="attached_page", weight=2.0,
    says=Words(
        "A web page is attached, which would open outside the mail: {seen}",
        "Une page web est jointe, qui s’ouvrirait hors du message\u202f: {seen}",
        "附件是会在邮件外打开的网页：{seen}",
    ),
    find=_find,
)  # fmt: skip
