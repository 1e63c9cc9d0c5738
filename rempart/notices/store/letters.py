"""Words of a notice for one reader: language, zone, address of the page."""

import os
from zoneinfo import ZoneInfo

from rempart.design import formats
from rempart.events.catalogue import catalogue
from rempart.events.sentence import say
from rempart.notices.core import quiet
from rempart.notices.core.message import TEXT_MAX, TITLE_MAX, Message, cut
from rempart.notices.store.models import Notice
from rempart.registry.spoken import title
from rempart.terms.severity import Severity

LOUD = {
    "en": {Severity.NOTICE: "For your information", Severity.WARNING: "Act today", Severity.CRITICAL: "Act now"},
    "fr": {Severity.NOTICE: "Pour information", Severity.WARNING: "À traiter aujourd’hui", Severity.CRITICAL: "À traiter maintenant"},
    "zh": {Severity.NOTICE: "供您参考", Severity.WARNING: "请今天处理", Severity.CRITICAL: "请立即处理"},
}  # fmt: skip
TIMES = {"en": "reported {count} times", "fr": "signalé {count} fois", "zh": "已报告 {count} 次"}
DIGEST = {
    "en": "{count} matters since the last digest",
    "fr": "{count} sujets depuis le dernier résumé",
    "zh": "自上次摘要以来有 {count} 件事",
}


def sentence(notice: Notice, language: str) -> str:
    """What happened; the kind's name for one that a newer release wrote."""
    kind = catalogue().get(notice.kind)
    return notice.kind if kind is None else formats.spaced(say(kind, notice.body, language, title), language)


def moment(at_ms: int, zone: ZoneInfo) -> str:
    """On the wall clock there, with its zone."""
    return f"{quiet.local(at_ms, zone):%Y-%m-%d %H:%M} ({zone.key})"


def message(notice: Notice, number: str, language: str, zone: ZoneInfo) -> Message:
    """One notice. `number` is the telling's: the same when it is sent again."""
    severity = Severity(notice.severity)
    more = [TIMES[language].format(count=notice.count)] if notice.count > 1 else []
    text = "\n".join([sentence(notice, language), notice.organisation.name, *more]).strip()
    title = f"[{LOUD[language][severity]}] {sentence(notice, language)}"
    return Message(
        number, severity, cut(title, TITLE_MAX), cut(text, TEXT_MAX), moment(notice.first_at_ms, zone), link(notice)
    )


def digest(notices: list[Notice], number: str, language: str, zone: ZoneInfo) -> Message:
    """Several at once."""
    title = DIGEST[language].format(count=len(notices))
    lines = [f"{moment(one.first_at_ms, zone)}  {sentence(one, language)}" for one in notices]
    return Message(number, Severity.NOTICE, f"Rempart: {title}", cut("\n".join(lines), TEXT_MAX), "", link())


def link(notice: Notice | None = None) -> str:
    """Where it stands on the console; empty while the console has no public name."""
    base = os.environ.get("REMPART_ORIGINS", "").split(",")[0]
    return f"{base}/notices/{f'{notice.uid}/' if notice else ''}" if base else ""
