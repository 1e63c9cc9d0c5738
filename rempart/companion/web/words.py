"""States, troubles and settings of a companion, in the language of the page."""

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from rempart.companion.core.states import LinkState
from rempart.events.word_slots import spoken


def state_word(state: str | None) -> str:
    """None is a site that nobody began to connect."""
    return {
        None: pgettext("companion", "not connected"),
        LinkState.WAITING.value: pgettext("companion", "waiting for the code"),
        LinkState.CONNECTED.value: pgettext("companion", "connected"),
        LinkState.SILENT.value: pgettext("companion", "silent"),
        LinkState.LYING.value: pgettext("companion", "not believed"),
        LinkState.LEFT.value: pgettext("companion", "disconnected"),
    }[state]


def trouble_text(word: str) -> str:
    """What the last try met, as the record says it."""
    return spoken("trouble", word, (get_language() or "en").split("-")[0])


def advice(word: str, address: str) -> str:
    """What to do about a code that was not taken, or a site that does not answer."""
    if word == "turned_away":
        return _(
            "The code may be used up, older than 30 minutes or mistyped; make a new one. The address must be the one that wp-admin shows: here it is %(address)s."
        ) % {"address": address}
    if word == "no_companion":
        return _("Install the plug-in and switch it on there first. A firewall in front may also keep us out.")
    if word.startswith("lied_"):
        return _("Somebody between here and the site, or in its place, answers. Look there before you try again.")
    if word == "barred":
        return _("Only the operator of this installation can allow addresses of private networks.")
    return _("Try again in a moment; if it stays so, ask the host.")


def setting_rows(settings: dict[str, object]) -> list[tuple[str, str, bool | None]]:
    """(what, how it is, is it as it should be); None where there is no should."""
    on, off = pgettext("setting", "yes"), pgettext("setting", "no")
    mode = settings.get("config_mode")
    found: list[tuple[str, str, bool | None]] = []
    for name, label, good in _switches():
        value = settings.get(name)
        if isinstance(value, bool):
            found.append((label, on if value else off, None if good is None else value == good))
    if isinstance(mode, int):
        found.append((_("Permissions of wp-config.php"), f"{mode:03o}", not mode & 0o004))
    functions = settings.get("risky_functions_left")
    if isinstance(functions, list | tuple):
        left = ", ".join(str(one) for one in functions)
        found.append((_("PHP functions that start programs or change the machine"), left or _("all off"), not left))
    return found


def _switches() -> list[tuple[str, str, bool | None]]:
    return [
        ("file_editor_off", _("Editing of files in the browser is off"), True),
        ("debug_shown", _("Errors are shown to visitors (WP_DEBUG)"), False),
        ("debug_log_in_content", _("A log of errors lies where strangers may find it"), False),
        ("unfiltered_uploads", _("Files of every kind may be uploaded"), False),
        ("core_writable", _("PHP may change the files of WordPress itself"), None),
        ("url_include", _("PHP may include code from addresses"), False),
        ("registration_open", _("Anybody may register"), None),
        ("xmlrpc_enabled", _("XML-RPC answers"), None),
        ("application_passwords", _("Passwords for programs are allowed"), None),
        ("admin_over_tls_only", _("wp-admin is reached encrypted only"), True),
    ]


def factor_words(kinds: list[str]) -> str:
    """Second factors of one account."""
    words = {
        "totp": _("authenticator app"),
        "passkey": _("passkey"),
        "key": _("security key"),
        "email": _("code by mail"),
    }
    return ", ".join(words.get(kind, kind) for kind in kinds)
