"""Kinds, reasons and troubles in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

KINDS: dict[str, Promise] = {
    "join": pgettext_lazy("change", "joins"),
    "move": pgettext_lazy("change", "changes teams"),
    "leave": pgettext_lazy("change", "leaves"),
}
SOURCES: dict[str, Promise] = {
    "scim": gettext_lazy("identity system"),
    "table": gettext_lazy("list"),
    "webhook": gettext_lazy("personnel system"),
    "hand": gettext_lazy("by hand"),
}
STAGES: dict[str, Promise] = {
    "planned": pgettext_lazy("change", "planned"),
    "paused": pgettext_lazy("change", "waits for a second person"),
    "applied": pgettext_lazy("change", "done"),
    "refused": pgettext_lazy("change", "refused"),
    "dropped": pgettext_lazy("change", "dropped"),
}


def reason_text(code: str) -> str:
    """Why a change waits, was refused or dropped."""
    return {
        "many_people": _("More than 5 people lose access within 10 minutes."),
        "large_share": _("More than 5 % of everybody lose access within 10 minutes."),
        "last_owner": _("This is the last owner who can sign in. Make someone else an owner first."),
        "not_yet": _("Its day has not come."),
        "expired": _("Nobody allowed it in time. It may be asked for again."),
        "declined": _("A second person declined it."),
        "taken_back": _("Whoever asked took it back."),
        "requester_left": _("Whoever asked has left."),
        "erased": _("The person was erased meanwhile."),
        "true_already": _("It was true already."),
        "changed": _("Something has changed since. Look again, and ask again if it is still wanted."),
        "requester": _("You asked for it, by yourself or through your token. Somebody else must allow it."),
        "beneficiary": _("It is about you. Somebody else must allow it."),
    }.get(code, "")


def trouble_text(code: str) -> str:
    """Why access has not ended there, and what to do."""
    return {
        "silent": _("It does not answer. It is asked again by itself."),
        "barred": _("Its address may not be called from here. Connect it again with another address."),
        "refused_us": _("It does not let us in. Connect it again with a valid secret."),
        "still_there": _("It answered, but access has not ended. End it there by hand."),
        "bad_answer": _("It answered something we cannot read."),
        "rights_missing": _("Our account there lacks rights. Give it an administrator’s."),
        "rest_closed": _("Its REST interface is closed to us. Let this machine through, then try again."),
        "moved": _("It sends us to another address. Connect it again under that one."),
        "not_encrypted": _("Its address is not encrypted. Connect it again with https."),
        "our_own": _("We act there with this person’s own account. Connect it again with another one."),
        "own_rights": _("The account there has rights besides a role. Take them away there by hand."),
        "no_identity": _("We do not know who this is there. Write down their name in that system."),
        "erased": _("The person was erased here before. End their access there by hand."),
        "unreadable": _("Its secret cannot be opened. Connect it again."),
        "no_connector": _("This release does not know that kind of system."),
    }.get(code, _("It did not work. It is asked again by itself."))


def found_text(code: str) -> str:
    """What a test of a system found."""
    if code == "reads":
        return _("It answers. Whether it lets us end access is seen at the first leaver.")
    return _("It answers, and lets us do what is needed.")
