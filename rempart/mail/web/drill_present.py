"""What the pages of drills show."""

import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from rempart.channel.sealed import Unreadable
from rempart.directory.actions.action import now_ms
from rempart.mail.actions.start_campaign import missing_of, proof_of, sender_of
from rempart.mail.core.drill.letter import Reader, sheets
from rempart.mail.core.drill.phish_scale import difficulty
from rempart.mail.core.drill.standing import PROOF
from rempart.mail.core.drill.states import Sent, State
from rempart.mail.core.drill.template import Template
from rempart.mail.net.names import PLACE
from rempart.mail.store import outbox
from rempart.mail.store.audience import Audience, people_of, without_address
from rempart.mail.store.drill import Campaign, Message, Recipient
from rempart.mail.store.joining import Joiner
from rempart.mail.store.templates import template_of, used_by
from rempart.mail.web.drill_words import DIFFICULTIES, LANGUAGES, SENT, STATES, STEPS, missing, trouble

SHOWN = 100  # people on one page
BADGES = {State.RUNNING: "ok", State.READY: "ok", State.STOPPED: "warn"}


def titles(found: Mapping[str, Template], language: str) -> dict[str, str]:
    """To choose from."""
    return {name: one.words[one.language(language)].title for name, one in found.items()}


def cards(found: Mapping[str, Template], language: str) -> list[dict[str, Any]]:
    """What each mail is, and how hard by its own suggestion."""
    return [
        {
            "title": words.title, "what": words.what, "stages": one.stages, "attachment": one.attachment,
            "difficulty": DIFFICULTIES[difficulty(len(one.cues), one.alignment)],
            "languages": [LANGUAGES[name] for name in LANGUAGES if name in one.words],
        }
        for one in found.values() for words in [one.words[one.language(language)]]
    ]  # fmt: skip


def lines(rows: QuerySet[Campaign], language: str) -> list[dict[str, Any]]:
    """One each."""
    order = {State.RUNNING: 0, State.READY: 0, State.DRAFT: 1}
    found = []
    for row in rows:
        template = used_by(row)
        title = template.words[template.language(language)].title if template else "–"
        found.append(
            {
                "row": row,
                "title": title,
                **state_of(row),
                "difficulty": DIFFICULTIES.get(row.difficulty, ""),
                "begun": moment(row.begun_ms, row.zone),
            }
        )
    return sorted(found, key=lambda line: order.get(line["row"].state, 2))


def state_of(row: Campaign) -> dict[str, Any]:
    """Word and badge."""
    return {"state": STATES[row.state], "badge": BADGES.get(State(row.state), "")}


def moment(at_ms: int | None, zone: str) -> datetime | None:
    """On the clock of the campaign."""
    return None if at_ms is None else datetime.fromtimestamp(at_ms / 1_000, ZoneInfo(zone)).replace(tzinfo=UTC)


def whole(row: Campaign, language: str, lacking: Iterable[str]) -> dict[str, Any]:
    """The page of one campaign."""
    template = used_by(row)
    counts = row.counts or outbox.counts(row)
    total = sum(counts.values())
    people = people_of(row.organisation, Audience.read(row.audience), now_ms())
    undone = missing_of(row) if row.state == State.DRAFT else []
    codes = [*undone, *(one for one in lacking if one not in undone)]
    return {
        **state_of(row), "is_draft": row.state == State.DRAFT,
        "is_running": row.state in (State.READY, State.RUNNING), "trouble": trouble(row.trouble) if row.trouble else "",
        "title": template.words[template.language(language)].title if template else "",
        "languages": [(name, LANGUAGES[name]) for name in LANGUAGES if template and name in template.words],
        "difficulty": DIFFICULTIES.get(row.difficulty, ""), "missing": missing(codes), "may_look_again": bool(codes) and not undone, "steps": STEPS.items(),
        "counts": [(SENT[name], counts.get(name, 0), name) for name in (one.value for one in Sent)], "total": total,
        "done": total - counts.get(Sent.PLANNED, 0) - counts.get(Sent.CLAIMED, 0), "unknown": counts.get(Sent.UNKNOWN, 0),
        "asked": people.exclude(email="").count(), "unreachable": people.filter(email="").count(),
        "begins": moment(row.starts_ms or None, row.zone), "ends": moment(row.ends_ms or None, row.zone),
        "begun": moment(row.begun_ms, row.zone), "ended": moment(row.ended_ms, row.zone),
        "notice": moment(row.notice_ms, row.zone), "consulted": moment(row.consulted_ms, row.zone),
        "proof": proof(row) if row.state == State.DRAFT and row.profile is not None else None,
    }  # fmt: skip


def proof(row: Campaign) -> dict[str, str] | None:
    """The record that proves the sender's domain; None where the key of drills cannot be opened."""
    domain = sender_of(row).domain
    try:
        return (
            {"domain": domain, "name": f"{PLACE}.{domain}", "value": PROOF + proof_of(row.organisation, domain)}
            if domain
            else None
        )
    except Unreadable:
        return None


def of_step(row: Campaign, step: str) -> dict[str, Any]:
    """What one step shows besides its form."""
    names = list(STEPS)
    at = names.index(step)
    context: dict[str, Any] = {
        "title": STEPS[step], "number": at + 1, "of": len(names), "is_last": at + 1 == len(names),
        "steps": [(name, word, name == step) for name, word in STEPS.items()],
    }  # fmt: skip
    if step == "who":
        people = people_of(row.organisation, Audience.read(row.audience), now_ms())
        context |= {"asked": people.exclude(email="").count(), "nameless": list(without_address(people)[:SHOWN])}
    if step == "what":
        template = template_of(row.organisation, row.template)
        context["cues"] = len(template.cues) if template else 0
        context["difficulty"] = DIFFICULTIES.get(row.difficulty, "")
    if step == "sender":
        context["proof"] = proof(row) if row.profile is not None else None
    return context


def shown(row: Campaign, template: Template, tongue: str) -> dict[str, Any]:
    """Each stage as text, with made-up words for the reader's own."""
    sender = sender_of(row)
    laid = sheets(
        template,
        row.organisation.name,
        dict.fromkeys(template.words, sender.name) if sender.name else {},
        sender.address or "post@example.org",
    )
    reader = Reader(
        "camille@example.org", "Camille Durand" if tongue != "zh" else "李华", f"{row.link_origin or 'https://…'}/t/…"
    )
    now = time.time()
    mails = [
        {
            "from": f"{sheet.sender_name} <{sheet.sender_address}>", "subject": sheet.subject(reader, now),
            "text": sheet.text(reader, now), "button": sheet.mail.button, "stage": stage,
            "attachment": sheet.attachment, "is_qr": "{qr}" in sheet.mail.text,
        }
        for (stage, language), sheet in sorted(laid.items()) if language == tongue
    ]  # fmt: skip
    return {
        "mails": mails,
        "marks": list(template.words[tongue].marks.values()),
        "after_days": template.after_days,
        "language": LANGUAGES[tongue],
    }


def people(row: Campaign, page: str) -> dict[str, Any]:
    """Names, addresses and how many mails went out. Raises rempart.channel.sealed.Unreadable."""
    number = int(page) if page.isascii() and page.isdigit() and 0 < int(page) < 10_000 else 1
    rows = Recipient.objects.filter(campaign=row).select_related("person").order_by("person__name", "pk")
    total = rows.count()
    some = list(rows[(number - 1) * SHOWN : number * SHOWN])
    waiting = list(Message.objects.filter(campaign=row, state=Sent.UNKNOWN).values_list("pseudonym", flat=True))
    join = Joiner(row.organisation).join(row) if waiting else {}
    doubtful = Recipient.objects.filter(pk__in=[join[one][0] for one in waiting if one in join])
    return {
        "lines": some, "total": total, "page": number, "more": number * SHOWN < total,
        "unknown": list(doubtful.select_related("person").order_by("person__name", "pk")[:SHOWN]), "unknown_total": len(waiting),
        "nameless": list(without_address(people_of(row.organisation, Audience.read(row.audience), now_ms()))[:SHOWN]),
        "may_again": row.state in (State.RUNNING, State.DONE) and row.ends_ms > now_ms(),
    }  # fmt: skip
