"""The cues of the Phish Scale in the language of the page; also what the teaching page names them."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

CUE_WORDS: dict[str, Promise] = {
    "spelling": pgettext_lazy("cue", "Mistakes in spelling or grammar"),
    "inconsistency": pgettext_lazy("cue", "Something does not fit the rest"),
    "attachment_type": pgettext_lazy("cue", "An attachment of a dangerous kind"),
    "sender_unlike_name": pgettext_lazy("cue", "The sender’s name and address do not match"),
    "link_hides_address": pgettext_lazy("cue", "The words of a link hide where it leads"),
    "domain_look_alike": pgettext_lazy("cue", "A domain that only looks like the right one"),
    "no_branding": pgettext_lazy("cue", "No logo or design where there should be one"),
    "imitated_branding": pgettext_lazy("cue", "An imitated or outdated logo"),
    "unprofessional_design": pgettext_lazy("cue", "A design that looks unprofessional"),
    "security_icons": pgettext_lazy("cue", "Signs of security inside the mail itself"),
    "legal_language": pgettext_lazy("cue", "Legal wording that is to impress"),
    "distracting_detail": pgettext_lazy("cue", "Much detail that leads away from the point"),
    "asks_sensitive": pgettext_lazy("cue", "It asks for something confidential"),
    "urgency": pgettext_lazy("cue", "Time pressure"),
    "threat": pgettext_lazy("cue", "A threat, open or implied"),
    "generic_greeting": pgettext_lazy("cue", "A greeting without a name"),
    "no_signer_details": pgettext_lazy("cue", "Nothing by which the signer could be reached"),
    "humanitarian": pgettext_lazy("cue", "It appeals to the wish to help"),
    "too_good": pgettext_lazy("cue", "Too good to be true"),
    "you_are_special": pgettext_lazy("cue", "For you alone"),
    "limited_time": pgettext_lazy("cue", "An offer or a chance that ends soon"),
    "mimics_process": pgettext_lazy("cue", "It imitates how things are done at work"),
    "poses_as_known": pgettext_lazy("cue", "It poses as somebody known or in charge"),
}
