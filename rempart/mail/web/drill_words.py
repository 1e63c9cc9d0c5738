"""States, steps, what is missing, and the questions of the Phish Scale, in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from rempart.mail.core.drill.states import Difficulty, Sent, State
from rempart.terms.words import OWN_NAMES

LANGUAGES = {name: OWN_NAMES[name] for name in ("fr", "en", "zh")}
STATES: dict[str, Promise] = {
    State.DRAFT: pgettext_lazy("drill", "draft"),
    State.READY: pgettext_lazy("drill", "being prepared"),
    State.RUNNING: pgettext_lazy("drill", "running"),
    State.STOPPED: pgettext_lazy("drill", "stopped"),
    State.DONE: pgettext_lazy("drill", "done"),
}
SENT: dict[str, Promise] = {
    Sent.PLANNED: pgettext_lazy("mails", "planned"),
    Sent.CLAIMED: pgettext_lazy("mails", "on the wire"),
    Sent.ACCEPTED: pgettext_lazy("mails", "accepted by the mail server"),
    Sent.REFUSED: pgettext_lazy("mails", "refused"),
    Sent.UNKNOWN: pgettext_lazy("mails", "unknown"),
    Sent.WITHDRAWN: pgettext_lazy("mails", "not sent"),
}
DIFFICULTIES: dict[str, Promise] = {
    Difficulty.LEAST: pgettext_lazy("drill", "least difficult to see through"),
    Difficulty.MODERATELY: pgettext_lazy("drill", "moderately difficult to see through"),
    Difficulty.VERY: pgettext_lazy("drill", "very difficult to see through"),
}
STEPS: dict[str, Promise] = {
    "what": gettext_lazy("The mail"),
    "who": gettext_lazy("The people"),
    "when": gettext_lazy("The time"),
    "sender": gettext_lazy("The sender"),
    "recorded": gettext_lazy("Notice, purpose, consultation"),
}
QUESTIONS: tuple[Promise, ...] = (
    gettext_lazy("It resembles something that is done at work here"),
    gettext_lazy("It concerns the work of those who get it"),
    gettext_lazy("It fits what happens just now, at work or outside"),
    gettext_lazy("Not to follow it would seem to have consequences"),
    gettext_lazy("People here were warned or trained about just this"),
)
MARKS: dict[int, Promise] = {
    0: pgettext_lazy("fits", "not at all"),
    2: pgettext_lazy("fits", "a little"),
    4: pgettext_lazy("fits", "in part"),
    6: pgettext_lazy("fits", "clearly"),
    8: pgettext_lazy("fits", "fully"),
}
# What is missing: the step where it is done, and the words.
MISSING: dict[str, tuple[str, Promise]] = {
    "no_template": ("what", gettext_lazy("Choose the mail: the one that was chosen is gone.")),
    "no_alignment": ("what", gettext_lazy("Answer the five questions about the mail: they say how difficult it is.")),
    "team_minimum": ("who", gettext_lazy("A team that a figure names has at least five people.")),
    "no_people": ("who", gettext_lazy("Choose people: nobody with a mail address is among those chosen.")),
    "too_many_people": ("who", gettext_lazy("One drill reaches at most 50,000 people: choose fewer.")),
    "window": ("when", gettext_lazy("Say from when until when; the end lies ahead.")),
    "no_time": ("when", gettext_lazy("No working hour lies between beginning and end: make the time longer. A drill in two steps needs its days in between.")),
    "no_profile": ("sender", gettext_lazy("Choose the way out.")),
    "profile_untested": ("sender", gettext_lazy("Try the way out with a mail to yourself first.")),
    "sender_address": ("sender", gettext_lazy("The sender’s address cannot stand in a mail.")),
    "no_origin": ("sender", gettext_lazy("This installation has no public address for the links: whoever runs it sets REMPART_ORIGINS.")),
    "no_purpose": ("recorded", gettext_lazy("Write down what the drill is for.")),
    "no_notice": ("recorded", gettext_lazy("Tell the staff that drills are held, then write down when and where: never which one, or on which day.")),
    "no_consultation": ("recorded", gettext_lazy("Write down who was consulted, when, and where it is on file: staff representatives, data protection.")),
    "dns_unreached": ("sender", gettext_lazy("The name servers did not answer about the sender’s domain. Try again in a moment.")),
    "dns_not_proven": ("sender", gettext_lazy("Nothing proves yet that the sender’s domain is yours. Put the record shown below into its DNS.")),
    "dns_no_spf": ("sender", gettext_lazy("The sender’s domain has no SPF record: publish one that names your mail server.")),
    "dns_two_spf": ("sender", gettext_lazy("The sender’s domain has several SPF records, which counts as an error: keep one.")),
    "dns_no_dkim": ("sender", gettext_lazy("No DKIM key is published under the selector of the way out.")),
    "dns_other_dkim": ("sender", gettext_lazy("The DKIM key in DNS is not the one that this way out signs with.")),
    "dns_no_selector": ("sender", gettext_lazy("Name the DKIM selector in the way out, whoever signs.")),
    "dns_no_dmarc": ("sender", gettext_lazy("The sender’s domain has no DMARC record: publish one at _dmarc, p=none is enough to begin with.")),
    "sealed": ("sender", gettext_lazy("The stored password cannot be opened: enter it again in the way out.")),
    "changed": ("what", gettext_lazy("Somebody changed the draft just now. Look at it again, then start.")),
}  # fmt: skip
TROUBLES: dict[str, Promise] = {
    "barred": gettext_lazy("its address may not be called from here"),
    "unresolved": gettext_lazy("its name does not exist"),
    "refused": gettext_lazy("it refuses connections"),
    "timeout": gettext_lazy("it does not answer in time"),
    "tls": gettext_lazy("no encrypted connection could be agreed on"),
    "reset": gettext_lazy("it hung up"),
    "sealed": gettext_lazy("the stored password cannot be opened: enter it again"),
    "sign_in_refused": gettext_lazy("it refuses user name or password"),
    "not_offered": gettext_lazy("it offers no such encryption or sign-in"),
    "address_refused": gettext_lazy("your own address cannot be written to"),
}
TEMPLATE_FAULTS: dict[str, Promise] = {
    "bad_line": gettext_lazy("One line, without control characters, and not that long."),
    "bad_text": gettext_lazy("A text of at most 5,000 characters."),
    "no_subject": gettext_lazy("A mail needs a subject."),
    "no_language": gettext_lazy("Write the mail in at least one language."),
    "unlike_stages": gettext_lazy("Each language needs the same number of mails: one, or both."),
    "bad_stages": gettext_lazy("The first mail of that language is missing."),
    "unknown_slot": gettext_lazy("Only these may stand in braces: first_name, name, organisation, sender_name, date, link, qr."),
}  # fmt: skip


def trouble(code: str) -> str:
    """Why no mail went out."""
    known = TROUBLES.get(code)
    return str(known) if known else code.replace("_", " ")


def missing(codes: list[str]) -> list[dict[str, str]]:
    """Each with the step where it is done."""
    return [{"step": MISSING[one][0], "text": str(MISSING[one][1])} for one in codes if one in MISSING]
