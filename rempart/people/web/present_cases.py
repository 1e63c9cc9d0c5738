"""What the pages of the cases show: the list by side, one case with where we stand, the one frame of all defences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from rempart.channel.standing import Stand, Standings, Threat
from rempart.design import formats
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.people.core.case import FOUR_SIDES, Aspect, Case, Defence, Event, Side
from rempart.people.core.case_library import case as case_of
from rempart.people.core.case_library import cases as all_cases
from rempart.people.core.exercise_library import exercises
from rempart.people.core.library import lesson as lesson_of
from rempart.people.web import prose
from rempart.people.web.case_words import ASPECTS, CIRCLES, DRILLS, KINDS, SIDES
from rempart.registry.discover import across_areas

MOST_SITES = 20  # of one page; the others stand in the list of sites


@dataclass(frozen=True, slots=True)
class Here:
    """How the sites that this member may see stand to one control; empty for who may see none."""

    stands: tuple[Stand, ...]

    @property
    def proven(self) -> int:
        """Sites where it is proven or attested."""
        return sum(one.is_proven for one in self.stands)


@dataclass(frozen=True, slots=True)
class Stood:
    """The level model's words, and our sites beside them."""

    language: str
    model: Standings | None
    sites: tuple[Site, ...]
    by_control: Mapping[str, tuple[Stand, ...]]
    is_cut: bool

    def here(self, control: str) -> Here:
        """Of one control."""
        return Here(self.by_control.get(control, ()))

    def title(self, control: str) -> str:
        """Its id where no model is installed."""
        return self.model.title(control, self.language) if self.model else control

    def threat(self, code: str) -> Threat:
        """The same for threats."""
        return self.model.threat(code, self.language) if self.model else Threat(code, code, "")

    def threat_links(self, code: str) -> list[tuple[str, str]]:
        """Address and page of each site's threats, at this one."""
        return [(site.address, f"{reverse('threats', args=[site.uid])}#{code}") for site in self.sites]


def stood(request: HttpRequest, controls: tuple[str, ...]) -> Stood:
    """Only what the member may read: who has no right to sites sees the words without states."""
    model = next(iter(across_areas("rempart", "web.standings", Standings).values()), None)
    sites: list[Site] = []
    if fence.may(request, Permission.READ):
        sites = list(fence.visible(request, Site.objects.order_by("address", "pk"))[: MOST_SITES + 1])
    shown = tuple(sites[:MOST_SITES])
    found = model.of_sites([site.uid for site in shown], controls) if model and shown else {}
    return Stood(formats.short_language(get_language()), model, shown, found, len(sites) > MOST_SITES)


@dataclass(frozen=True, slots=True)
class Listed:
    """A case in the list."""

    case: Case
    kind: Promise


@dataclass(frozen=True, slots=True)
class SideOf:
    """One side with its cases."""

    id: str
    title: Promise
    say: Promise
    cases: list[Listed]


def sides() -> tuple[list[SideOf], list[SideOf]]:
    """The four sides of CASE-9, and the others; only those with a case."""
    found = [one for name in all_cases() if (one := case_of(name, get_language() or "en"))]
    made = [
        SideOf(side.value, *SIDES[side], [Listed(one, KINDS[one.kind][0]) for one in found if one.side == side])
        for side in Side
    ]
    four = [side.value for side in FOUR_SIDES]
    return [one for one in made if one.id in four and one.cases], [
        one for one in made if one.id not in four and one.cases
    ]


def when_of(event: Event, language: str) -> str:
    """A day as the language writes it, the hour behind it; months and words as they stand."""
    day, _, hour = event.when.partition(" ")
    if not event.is_dated or len(day) != 10:
        return event.when
    return " ".join(filter(None, (formats.day(date.fromisoformat(day), language), hour)))


@dataclass(frozen=True, slots=True)
class Shown:
    """A heading, a text; `note` is what else the line has."""

    title: str | Promise
    text: SafeString
    note: str | Promise = ""


@dataclass(frozen=True, slots=True)
class DefenceRow:
    """What to do, which of the three it is, and where we stand."""

    id: str
    title: str
    text: SafeString
    aspect: Promise
    here: Here


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything of one case; `drills` are words and pages, the page empty where there is none yet."""

    case: Case
    kind: Promise
    kind_say: Promise
    side: Promise
    events: list[Shown]
    technique: SafeString
    circles: list[Shown]
    causes: list[Shown]
    defences: list[DefenceRow]
    told: list[tuple[SafeString, SafeString]]
    for_you: list[SafeString]
    talk: list[SafeString]
    threats: list[tuple[Threat, list[tuple[str, str]]]]
    lessons: list[tuple[str, str]]
    drills: list[tuple[Promise, str]]
    is_cut: bool


def case_page(case: Case, ours: Stood, *, may_hold: bool = False) -> CasePage:
    """One case, beside where we stand."""
    numbers = prose.numbers_of(case.sources)
    lessons = [found for name in case.lessons if (found := lesson_of(name, case.language))]
    kind, say = KINDS[case.kind]
    return CasePage(
        case=case, kind=kind, kind_say=say, side=SIDES[case.side][0], events=events_of(case),
        technique=prose.html(case.technique, numbers),
        circles=[Shown(word, prose.html(one.text, numbers)) for word, one in zip(CIRCLES, case.circles, strict=True)],
        causes=[Shown(one.title, prose.html(one.text, numbers)) for one in case.causes],
        defences=[defence_row(one, case, ours) for one in case.defences],
        told=[(prose.inline(one.said, numbers), prose.inline(one.truth, numbers)) for one in case.told],
        for_you=[prose.inline(one, numbers) for one in case.for_you],
        talk=[prose.inline(one, numbers) for one in case.talk],
        threats=[(ours.threat(code), ours.threat_links(code)) for code in case.threats],
        lessons=[(one.title, reverse("lesson", args=[one.id])) for one in lessons],
        drills=[(DRILLS[one], _drill_page(one, case, may_hold=may_hold)) for one in case.drills], is_cut=ours.is_cut,
    )  # fmt: skip


def _drill_page(drill: str, case: Case, *, may_hold: bool) -> str:
    """Whoever may hold a drill of the room is led to it; anybody else can go through the case itself, step by step."""
    if may_hold and drill in exercises():
        return reverse("exercise", args=[drill])
    return reverse("case_steps", args=[case.id]) if drill == "table_top" else ""


def events_of(case: Case) -> list[Shown]:
    """What happened, each with its day."""
    numbers = prose.numbers_of(case.sources)
    return [Shown(when_of(one, case.language), prose.inline(one.text, numbers)) for one in case.events]


def defence_row(one: Defence, case: Case, ours: Stood) -> DefenceRow:
    """One defence."""
    text = prose.inline(one.text, prose.numbers_of(case.sources))
    return DefenceRow(one.control, ours.title(one.control), text, ASPECTS[one.aspect][0], ours.here(one.control))


@dataclass(frozen=True, slots=True)
class Named:
    """A control that cases name."""

    id: str
    title: str
    here: Here
    cases: list[Case]


@dataclass(frozen=True, slots=True)
class AspectOf:
    """One of the three with the controls in it."""

    id: str
    title: Promise
    say: Promise
    controls: list[Named]

    @property
    def proven(self) -> int:
        """Those that hold on every site that is shown."""
        return sum(bool(one.here.stands) and one.here.proven == len(one.here.stands) for one in self.controls)


def named_controls() -> tuple[str, ...]:
    """Every control that any case names."""
    return tuple(sorted({one.control for found in all_cases().values() for one in found["en"].defences}))


def frame(ours: Stood) -> list[AspectOf]:
    """CASE-10: technology, process and culture side by side; the most named first."""
    found = [one for name in all_cases() if (one := case_of(name, ours.language))]
    aspect_of: dict[str, Aspect] = {one.control: one.aspect for case in found for one in case.defences}
    by_control = {name: [case for case in found if name in case.controls] for name in aspect_of}
    order = sorted(aspect_of, key=lambda name: (-len(by_control[name]), ours.title(name)))
    return [
        AspectOf(one.value, *ASPECTS[one], [Named(name, ours.title(name), ours.here(name), by_control[name]) for name in order if aspect_of[name] == one])
        for one in Aspect
    ]  # fmt: skip
