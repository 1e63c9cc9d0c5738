"""The fixed words of the pages: states, classes of evidence, sides, keys, vantage points, coverage."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rempart.design.drawing.shapes import Look


def look_word(look: Look) -> str:
    """The word that always stands beside a stone."""
    return {
        Look.MET: pgettext("stone", "Proven"),
        Look.MET_AHEAD: _("Proven, ahead"),
        Look.ATTESTED: _("Attested"),
        Look.CLAIMED: pgettext("stone", "Claimed"),
        Look.PARTIAL: pgettext("stone", "Partly"),
        Look.NOT_MET: _("Failing"),
        Look.CONTRADICTED: _("Contradicted"),
        Look.STALE: _("Old evidence"),
        Look.UNKNOWN: _("Unknown"),
        Look.ERROR: _("Could not look"),
        Look.NOT_APPLICABLE: _("Does not apply"),
        Look.ADVICE: pgettext("stone", "Advice"),
    }[look]


def legend_words() -> list[tuple[Look, str]]:
    """The looks in the order of the legend, each with what it means."""
    return [
        (Look.MET, _("proven")),
        (Look.MET_AHEAD, _("proven, but ahead: loose, lifts nothing yet")),
        (Look.ATTESTED, _("attested by a document")),
        (Look.CLAIMED, _("only claimed")),
        (Look.NOT_MET, _("failing")),
        (Look.PARTIAL, _("partly")),
        (Look.CONTRADICTED, _("contradicted")),
        (Look.STALE, _("evidence too old")),
        (Look.UNKNOWN, _("unknown")),
        (Look.ERROR, _("could not look")),
        (Look.NOT_APPLICABLE, _("does not apply")),
        (Look.ADVICE, _("advice, carries nothing")),
    ]


def verdict_sentence(look: Look) -> str:
    """What a look means, in one sentence, at the head of a stone's page."""
    return {
        Look.MET: _("Proven, with fresh evidence."),
        Look.MET_AHEAD: _("Proven, but ahead: it lifts nothing until the courses below are complete."),
        Look.ATTESTED: _("Attested by a document that someone other than its author has reviewed."),
        Look.CLAIMED: _("Claimed, not proven."),
        Look.PARTIAL: _("Partly there."),
        Look.NOT_MET: _("Failing."),
        Look.CONTRADICTED: _("Contradicted: two independent sources of the same class disagree."),
        Look.STALE: _("The evidence is too old to count."),
        Look.UNKNOWN: _("Not known yet."),
        Look.ERROR: _("We could not look. That says nothing about the site."),
        Look.NOT_APPLICABLE: _("Does not apply here."),
        Look.ADVICE: _("Advice."),
    }[look]


def class_word(name: str | None) -> str:
    """A class of evidence; 'none' when nothing was seen."""
    words = {
        "exercised": _("exercised"),
        "observed": _("observed"),
        "configured": _("configured"),
        "documented": _("documented"),
        "stated": _("stated"),
    }
    return words.get(name or "", _("none"))


def side_word(name: str) -> str:
    """Who must act."""
    return {"owner": _("owner"), "host": _("host"), "both": _("both sides")}.get(name, name)


def side_phrase(name: str) -> str:
    """The same inside a sentence."""
    return {"owner": _("the owner"), "host": _("the host"), "both": _("owner and host together")}.get(name, name)


def key_word(name: str | None) -> str:
    """One of the five keys of the ring; empty when none would help."""
    return {
        "ownership": _("Ownership"),
        "companion": _("Companion"),
        "agent": _("Agent"),
        "backup": _("Backup"),
        "document": _("Document"),
    }.get(name or "", "")


def key_takes(name: str) -> str:
    """What a key costs to turn."""
    return {
        "ownership": _("a file or a DNS line, 5 min"),
        "companion": _("a plug-in in WordPress"),
        "agent": _("a program on the host, 20 min"),
        "backup": _("the vault, or a restore you time"),
        "document": _("ask the host"),
    }[name]


def vantage_word(name: str | None) -> str:
    """Where the sensor stood."""
    return {
        "external": _("from outside"),
        "same_network": _("from the same network"),
        "same_host": _("from the same host"),
        "lab": _("in the laboratory"),
    }.get(name or "", "")


def operator_word(name: str | None) -> str:
    """Whose sensor it was."""
    return {
        "self": _("our own sensor"),
        "host": _("the host’s sensor"),
        "third_party": _("a third party’s sensor"),
    }.get(name or "", "")


def coverage_word(name: str) -> str:
    """What is known of a threat."""
    return {
        "open": pgettext("threat", "open"),
        "partly": pgettext("threat", "partly"),
        "covered": pgettext("threat", "covered"),
    }[name]


def dimension_word(name: str) -> str:
    """Wall or watch, as a heading."""
    return {"wall": pgettext("dimension", "Wall"), "watch": pgettext("dimension", "Watch")}[name]
