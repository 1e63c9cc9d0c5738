"""States, troubles and settings of a companion, in the language of the page."""

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from rempart.companion.core.policy import Policy
from rempart.companion.core.site_events import plain
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


def switch_word(name: str) -> str:
    """One protection."""
    return {
        "second_factor": _("A second step when signing in"),
        "login_limit": _("Wrong tries to sign in are limited"),
        "login_challenge": _("More is asked after wrong tries"),
        "editor_off": _("No editing of plug-in and theme files in the browser"),
        "debug_hidden": _("Faults of PHP and database are not shown to visitors"),
        "log_hidden": _("The log of faults lies where nobody finds it"),
        "xmlrpc": _("XML-RPC closed or narrowed"),
        "users_hidden": _("Sign-in names are not told, by REST or elsewhere"),
        "application_passwords_off": _("No application passwords"),
        "registration_off": _("Nobody makes an account by themselves"),
        "endpoints_closed": _("Risky, rarely used doors are closed"),
        "versions_hidden": _("The version of WordPress is not told"),
    }.get(name, name)


def switch_detail(name: str, kept: Policy) -> str:
    """How it is set there."""
    if name == "second_factor" and kept.second_factor is not None:
        roles = ", ".join(plain(role) for role in kept.second_factor.roles)
        days = kept.second_factor.grace_days
        text = ngettext("%(roles)s; %(days)d day to set it up", "%(roles)s; %(days)d days to set it up", days)
        return text % {"roles": roles, "days": days}
    if name == "login_limit" and kept.login_limit is not None:
        limit = kept.login_limit
        return _("%(free)d by account, %(address)d by address") % {"free": limit.free, "address": limit.free_address}
    if name == "login_challenge" and kept.login_challenge is not None:
        after = kept.login_challenge
        return _("after %(free)d by account, %(address)d by address") % {
            "free": after.after,
            "address": after.after_address,
        }
    if name == "xmlrpc":
        return {"closed": _("closed"), "narrowed": pgettext("xmlrpc", "narrowed")}.get(kept.xmlrpc, "")
    return ""


def by_word(by: str) -> str:
    """Who sees to it."""
    return {
        "companion": _("the companion"),
        "wp-config": _("wp-config.php"),
        "site": _("WordPress or another plug-in"),
        "nobody": _("nobody"),
    }[by]


def left_word(left: str) -> str:
    """What stays open that PHP cannot reach, as the companion tells it."""
    number, _space, rest = left.partition(" ")
    if rest == "public names are sign-in names" and number.isdecimal():
        return _("%(count)s public names are sign-in names") % {"count": number}
    if left == "another plug-in answers at xmlrpc.php":
        return _("another plug-in answers at xmlrpc.php")
    return _("the web server sends %(file)s by itself") % {"file": plain(left)}


def not_set_text(code: str, detail: str, count: int) -> str:
    """Why nothing was changed, and what to do."""
    if code == "would_shut_out":
        return ngettext(
            "%(count)d account of these roles has no second step yet and could not sign in any more. Give at least one day.",
            "%(count)d accounts of these roles have no second step yet and could not sign in any more. Give at least one day.",
            count,
        ) % {"count": count}
    if code == "not_connected":
        return _("The companion is not connected.")
    if code == "too_old":
        return _("The plug-in on the site is too old for this: download the newest one here and install it there.")
    if code == "not_understood":
        return _("The site did not take it and nothing changed: %(detail)s.") % {"detail": plain(detail)}
    return _("The site did not take it and nothing changed: %(detail)s.") % {"detail": trouble_text(code)}
