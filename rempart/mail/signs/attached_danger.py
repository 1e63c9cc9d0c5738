"""Programs, disguises and carriers of macros, by name; what lies within, the archive inspector says."""

from rempart.mail.core.archive import names
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    for part in view.attachments:
        final = names.ending(part.name)
        if part.name and (final in names.LURES or final in names.PROGRAMS or names.faults(part.name, is_package=False)):
            return part.name[:80]
        if final in ("iso", "img", "vhd", "vhdx", "ace", "docm", "xlsm", "pptm", "xlsb", "one", "wsf", "chm"):
            return part.name[:80]
    return ""


UNIT = Sign(
    id="attached_danger", weight=2.4,
    says=Words(
        "An attachment runs when it is opened: {seen}",
        "Une pièce jointe s’exécute à l’ouverture\u202f: {seen}",
        "附件一经打开就会运行：{seen}",
    ),
    find=_find,
)  # fmt: skip
