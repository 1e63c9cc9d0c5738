"""What failed, in the reader's language."""

from django.utils.translation import gettext as _

from rempart.directory.web.words import outbound_text


def fault(code: str) -> str:
    """Of a setting that was typed."""
    return {
        "missing": _("This is needed."),
        "bad_number": _("A number with a plus and the country, such as +33612345678."),
        "bad_mail": _("This is no mail address."),
        "bad_header": _("Letters, digits and signs of a header only, on one line."),
        "bad_secret": _("8 to 256 letters, digits and signs, no space."),
        "bad_template": _("JSON that holds both {to} and {text}, at most 2,000 characters."),
        "bad_url": _("An address that begins with https://, without user name, password or #."),
    }[code]


def outcome(code: str) -> str:
    """Of a message that was sent."""
    if code.startswith("answered_"):
        return _("The other side answered with the code %(code)s.") % {"code": code.removeprefix("answered_")}
    known = {
        "": _("Taken."),
        "sealed": _("The stored settings cannot be opened any more; type them again."),
        "address_refused": _("The mail server refuses this address."),
        "sign_in_refused": _("The mail server refuses user name or password."),
        "not_offered": _("The mail server does not offer this; try another encryption."),
        "unreached": _("Mail cannot be sent; look at the page Mail."),
        "unreadable": _("The other side answered something that cannot be read."),
        "unwell": _("Nothing was reported: something here does not work; `rempart doctor` says what."),
    }
    return known.get(code) or outbound_text(code) or code
