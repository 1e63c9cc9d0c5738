"""What the figures of drills say in words, in the language of the page; HTML and PDF print the same."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from rempart.mail.core.drill.states import State
from rempart.mail.web import drill_words

DIFFICULTIES: dict[str, Promise] = {**drill_words.DIFFICULTIES, "": pgettext_lazy("difficulty", "not rated")}
STATES: dict[str, Promise] = {
    State.DRAFT: pgettext_lazy("drill", "draft"),
    State.READY: pgettext_lazy("drill", "ready"),
    State.RUNNING: pgettext_lazy("drill", "running"),
    State.STOPPED: pgettext_lazy("drill", "stopped"),
    State.DONE: pgettext_lazy("drill", "over"),
}
VERDICTS: dict[str, Promise] = {
    "too_few": gettext_lazy("Too few people have had a next drill to say anything."),
    "none": gettext_lazy("No measurable effect: the interval includes zero."),
    "fewer": gettext_lazy("Fewer clicks than in the control group."),
    "more": gettext_lazy("More clicks than in the control group."),
}
SIGNS: dict[str, Promise] = {
    "decoy": gettext_lazy("followed a link that no person sees"),
    "before_delivery": gettext_lazy("came before the mail was delivered"),
    "head": gettext_lazy("asked only for headers"),
    "tool": gettext_lazy("says that it is a program"),
    "ahead": gettext_lazy("fetched ahead, before anybody pressed"),
    "soon": gettext_lazy("came within seconds of delivery"),
    "burst": gettext_lazy("followed several links in one go"),
    "cloud": gettext_lazy("came from a data centre or a mail filter"),
    "no_page": gettext_lazy("did not load the page behind the link"),
    "no_script": gettext_lazy("ran no script"),
    "crowd": gettext_lazy("its network followed the links of many mails"),
    "other_browser": gettext_lazy("another browser than usual"),
    "script_ran": gettext_lazy("the page’s script ran"),
    "went_on": gettext_lazy("went on to the next page"),
}
# What research found; each with where it can be read.
RESEARCH: tuple[tuple[Promise, str, str], ...] = (
    (
        gettext_lazy("In a randomised trial with more than 19,500 people at a hospital, teaching right after a click lowered failures by 1.7 %, and yearly courses had no measurable effect."),
        "Ho et al., Understanding the Efficacy of Phishing Training in Practice, IEEE S&P 2025",
        "https://today.ucsd.edu/story/cybersecurity-training-programs-dont-prevent-employees-from-falling-for-phishing-scams",
    ),
    (
        gettext_lazy("With 12,511 people at a financial firm training had no effect; how hard a mail is to see through (NIST Phish Scale) predicted clicks."),
        "Rozema and Davis 2025; Dawkins and Jacobs, NIST TN 2276, 2023",
        "https://doi.org/10.6028/NIST.TN.2276",
    ),
    (
        gettext_lazy("In fifteen months with 14,733 people, teaching after a click did not help, while reports of staff found real phishing early and were right often enough to be used."),
        "Lain, Kostiainen and Čapkun, Phishing in Organizations, IEEE S&P 2022",
        "https://arxiv.org/abs/2112.07498",
    ),
)  # fmt: skip
