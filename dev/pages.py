"""Print the reference pages from the registry into docs/generated/; `--check` fails when one is out of date."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dev.looked_up import LOOKED_UP, NOT_AGAIN  # noqa: E402
from dev.recording.measure import Measure, measures  # noqa: E402
from rempart.cli.command import Command  # noqa: E402
from rempart.events.catalogue import catalogue  # noqa: E402
from rempart.facts import wire  # noqa: E402
from rempart.maturity.core.control import Control, Part  # noqa: E402
from rempart.maturity.core.gate import suffices  # noqa: E402
from rempart.maturity.core.hosting_kinds import Comparison  # noqa: E402
from rempart.maturity.core.schema import json_schema  # noqa: E402
from rempart.maturity.core.step import Step  # noqa: E402
from rempart.maturity.core.survey import Figure  # noqa: E402
from rempart.maturity.core.threat import Threat  # noqa: E402
from rempart.people.core.case import Kind  # noqa: E402
from rempart.people.core.case_library import cases, claims  # noqa: E402
from rempart.people.core.claim import Claim  # noqa: E402
from rempart.people.core.lesson import Source  # noqa: E402
from rempart.people.core.rule_library import claims as rule_claims  # noqa: E402
from rempart.people.core.rule_library import rules  # noqa: E402
from rempart.record.core.outlet import Outlet  # noqa: E402
from rempart.registry.discover import discover  # noqa: E402
from rempart.scanner.core.collector import Collector  # noqa: E402
from rempart.terms.evidence import EvidenceClass, Proof, Vantage  # noqa: E402

NOTE = "Printed by `make docs` from the units themselves; do not edit.\n"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    columns = list(head)
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += [
        "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows
    ]
    return "\n".join(lines) + "\n"


def days(seconds: int) -> str:
    """`24 h`, `90 d`."""
    return f"{seconds // 3600} h" if seconds < 172_800 else f"{seconds // 86_400} d"


def least_class(control: Control) -> str:
    """The weakest class of evidence that passes this control's gate, seen from outside."""
    sensed = [c for c in EvidenceClass if c > EvidenceClass.DOCUMENTED and suffices(control, c, Vantage.EXTERNAL)]
    paper = " or a reviewed document" if Proof.DOCUMENT in control.proof else ""
    return min(sensed).word + paper


def comparisons_page(comparisons: dict[str, Comparison]) -> str:
    """Generic hosting beside hosting made for WordPress, row by row."""
    rows = [
        (c.row, c.feature, c.generic, c.wordpress, c.question, ", ".join(f"`{name}`" for name in c.controls) or "-")
        for c in sorted(comparisons.values(), key=lambda c: c.position)
    ]
    head = ("row", "feature", "generic host", "host made for WordPress", "question", "controls that tell")
    return f"# Generic or made for WordPress?\n{NOTE}\n{table(head, rows)}"


def surveys_page(figures: dict[str, Figure]) -> str:
    """Figures and gains quoted from the guide, with what is known of them."""
    rows = [
        (
            ", ".join(f.rows),
            f.subject.value,
            f.statement,
            f.number if f.number is not None else "-",
            f.unit,
            f.source,
            f.status.value,
        )
        for f in figures.values()
    ]
    head = ("rows", "about", "statement", "number", "unit", "source", "status")
    return f"# Figures the guide quotes\n{NOTE}\n{table(head, rows)}"


def controls_page(controls: dict[str, Control], collectors: dict[str, Collector]) -> str:
    """The whole table: what each control asks, who can prove it, for how long, and what voids it."""
    by_kind: dict[str, list[str]] = {}
    for name, collector in collectors.items():
        for kind in collector.kinds:
            by_kind.setdefault(kind.kind, []).append(name)
    provable = [c for c in controls.values() if any(by_kind.get(need.fact.kind) for need in c.needs)]
    rows = []
    for c in sorted(controls.values(), key=lambda c: (c.dimension != "wall", c.level, not c.mandatory, c.id)):
        sensors = sorted({s for need in c.needs for s in by_kind.get(need.fact.kind, [])})
        life = ", ".join(sorted({days(need.max_age_s) for need in c.needs})) or days(c.document_max_age_s)
        against = ", ".join(f"{a.threat}{'!' if a.part is Part.NECESSARY else ''}" for a in c.threats)
        rows.append(
            (f"`{c.id}`", ", ".join(c.rows), f"{c.dimension.value} {int(c.level)}", "yes" if c.mandatory else "advice",
             least_class(c), c.scope.value, c.applies_when or "always", c.side.value, " ".join(c.proof), life,
             ", ".join(sensors) or "none", ", ".join(c.voided_by) or "-", against, c.source)
        )  # fmt: skip
    head = ("control", "rows", "level", "mandatory", "class at least", "scope", "applies when", "side", "proof", "time to live",
            "collector", "voided by", "threats (! = necessary)", "source")  # fmt: skip
    text = f"{len(controls)} controls; {len(provable)} have a collector today.\n\n"
    return f"# Controls\n{NOTE}\n{text}{table(head, rows)}"


def threats_page(threats: dict[str, Threat], controls: dict[str, Control]) -> str:
    """Each threat with the controls that stand against it."""
    rows = []
    for unit in threats.values():
        code = getattr(unit, "code", unit.id)
        parts = {
            part: [c.id for c in controls.values() if any(a.threat == code and a.part is part for a in c.threats)]
            for part in Part
        }
        rows.append((code, unit.title, ", ".join(unit.rows), *(", ".join(parts[part]) or "-" for part in Part)))
    return f"# Threats\n{NOTE}\n{table(('id', 'threat', 'rows', *(part.value for part in Part)), rows)}"


def steps_page(steps: dict[str, Step]) -> str:
    """The five levels and five steps: who they are for, what they stop and leave open."""
    blocks = [f"# Levels of the wall, steps of the watch\n{NOTE}"]
    for unit in sorted(steps.values(), key=lambda step: (step.dimension != "wall", step.level)):
        lines = [f"## {unit.dimension.value.capitalize()} {int(unit.level)}: {unit.name}", f"For: {unit.for_whom}", ""]
        lines += ["Protects from:", *(f"- {text}" for text in unit.protects), "", "Leaves open:"]
        lines += [*(f"- {text}" for text in unit.residual), "", f"Hidden cost: {unit.hidden_cost}", ""]
        lines += ["Ask your host:", *(f"- {text}" for text in unit.questions), ""] if unit.questions else []
        lines.append(f"Source lines: {', '.join(str(n) for n in unit.source_lines) or 'our own making'}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def events_page() -> str:
    """The closed list of event names."""
    rows = [(f"`{k.name}`", k.schema, k.severity.word, k.en, k.fr, k.zh) for k in catalogue().values()]
    return f"# Events\n{NOTE}\n{table(('event', 'schema', 'severity', 'English', 'français', '中文'), rows)}"


def outlets_page(outlets: dict[str, Outlet]) -> str:
    """Formats in which the record leaves the house."""
    rows = [(f"`{o.id}`", o.title, o.what, ", ".join(o.settings), o.source) for o in outlets.values()]
    return f"# Outlets\n{NOTE}\n{table(('outlet', 'format', 'what', 'settings', 'source'), rows)}"


def facts_page() -> str:
    """Kinds of facts with their fields."""
    rows = []
    for kind, form in sorted(wire.kinds().items()):
        doc = (form.__doc__ or "").strip().split("\n")[0]
        rows.append((f"`{kind}`", form.schema, ", ".join(form.__struct_fields__), doc))
    return f"# Facts\n{NOTE}\n{table(('kind', 'schema', 'fields', 'meaning'), rows)}"


def collectors_page(collectors: dict[str, Collector]) -> str:
    """Who looks, how often, with how many requests."""
    rows = [
        (f"`{c.id}`", c.version, ", ".join(kind.kind for kind in c.kinds), c.evidence.word, "active" if c.active else "passive", days(c.every_s), c.requests)
        for c in collectors.values()
    ]  # fmt: skip
    return (
        f"# Collectors\n{NOTE}\n{table(('collector', 'version', 'facts', 'class', 'kind', 'every', 'requests'), rows)}"
    )


def sourced(said: Iterable[Claim], sources: Iterable[Source]) -> list[str]:
    """A table of claims with the sources they name, and below it these sources with their dates."""
    listed = list(enumerate(sources, 1))
    dated = {one.id: f"{place} ({one.date})" for place, one in listed}
    rows = [(one.where, one.text, ", ".join(dated[name] for name in one.sources)) for one in said]
    return [table(("where", "claim", "sources (of which day)"), rows)] + [
        f"{place}. {one.title}. {one.publisher}, {one.date}. {f'<{one.address}>, ' if one.address else ''}"
        + (f"read {one.read}" if one.read else "from general knowledge, not read again")
        for place, one in listed
    ]


def cases_page() -> str:
    """Every sentence of the cases that says something of the world, with its source and that source's dates; then what was
    looked up again."""
    blocks, count = [], 0
    for found in cases().values():
        case = found["en"]
        said = list(claims(case))
        count += len(said)
        label = "" if case.kind != Kind.SCENARIO else " What is not in this table is invented."
        lines = [f"## {case.title}", f"`{case.id}`, {case.kind.value.replace('_', ' ')}.{label}\n"]
        lines += sourced(said, case.sources)
        blocks.append("\n".join(lines))
    head = f"# What the cases claim, and where it is from\n{NOTE}\n{count} sentences; French and Chinese cite the same sources at the same places (`rempart cases --check`).\n"
    again = table(("unit", "what", "where", "found"), ((f"`{name}`", *rest) for name, *rest in LOOKED_UP))
    blocks.append(f"## Looked up again on 23 November 2026\n{NOT_AGAIN}\n\n{again}")
    return head + "\n" + "\n\n".join(blocks) + "\n"


def rules_page() -> str:
    """Every claim of the rules with its article and source, and what a lawyer or native reader should still look at."""
    blocks, count = [], 0
    for found in rules().values():
        rule = found["en"]
        said = list(rule_claims(rule))
        count += len(said)
        lines = [f"## {rule.title}", f"`{rule.id}`, {rule.sort.value}, {rule.official}, since {rule.since}.\n"]
        lines += sourced(said, rule.sources)
        lines += ["\nStill to be looked at:\n", *(f"- {one}" for one in rule.review)]
        blocks.append("\n".join(lines))
    head = f"# What the rules say, and where it is from\n{NOTE}\nNot legal advice. {count} sentences; French and Chinese name the same articles and sources at the same places (`rempart rules --check`).\n"
    return head + "\n" + "\n\n".join(blocks) + "\n"


def commands_page(commands: dict[str, Command]) -> str:
    """The words of the command line."""
    rows = [(f"`rempart {word.replace('_', '-')}`", command.help) for word, command in commands.items()]
    return f"# Commands\n{NOTE}\n{table(('command', 'does'), rows)}"


def api_page() -> str:
    """The description of the HTTP API, as a running installation serves it."""
    import os
    import tempfile

    with tempfile.TemporaryDirectory() as state:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rempart.console.settings")
        os.environ.setdefault("REMPART_DATA", state)
        import django

        django.setup()
        from rempart.console.api import api

        return json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False) + "\n"


START, END = "<!-- counted -->", "<!-- /counted -->"


def counted(controls: dict[str, Control], collectors: dict[str, Collector]) -> str:
    """README's sentence on what can be proven today, from the registry."""
    units: list[Collector | Measure] = [*collectors.values(), *measures().values()]
    seen = {kind for unit in units for kind in unit.kinds}
    by_look = [c for c in controls.values() if any(need.fact in seen for need in c.needs)]
    by_paper = [c for c in controls.values() if c not in by_look and Proof.DOCUMENT in c.proof]
    left = len(controls) - len(by_look) - len(by_paper)
    return (
        f"**{len(by_look)} of {len(controls)} controls can be proven today by looking; {len(by_paper)} more by a document "
        f"that someone else has reviewed; {left} cannot be proven yet, whatever the site does.**"
    )


def readme(controls: dict[str, Control], collectors: dict[str, Collector]) -> str:
    """README.md with today's count between its two marks."""
    text = (ROOT / "README.md").read_text("utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{counted(controls, collectors)}\n{END}{after}"


def pages() -> dict[str, str]:
    """Text by path below docs/generated/."""
    controls = discover("rempart.maturity.controls", Control)
    collectors = discover("rempart.scanner.collectors", Collector)
    return {
        "../../README.md": readme(controls, collectors),
        "controls.md": controls_page(controls, collectors),
        "threats.md": threats_page(discover("rempart.maturity.threats", Threat), controls),
        "levels.md": steps_page(discover("rempart.maturity.steps", Step)),
        "comparisons.md": comparisons_page(discover("rempart.maturity.comparisons", Comparison)),
        "surveys.md": surveys_page(discover("rempart.maturity.surveys", Figure)),
        "events.md": events_page(),
        "outlets.md": outlets_page(discover("rempart.record.outlets", Outlet)),
        "facts.md": facts_page(),
        "cases.md": cases_page(),
        "rules.md": rules_page(),
        "collectors.md": collectors_page(collectors),
        "assess.schema.json": json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n",
        "openapi.json": api_page(),
        "commands.md": commands_page(discover("rempart.cli.commands", Command)),
    }


def main() -> int:
    """Write, or compare with what is there."""
    folder = ROOT / "docs" / "generated"
    folder.mkdir(parents=True, exist_ok=True)
    late = []
    for name, text in pages().items():
        file = folder / name
        if "--check" in sys.argv:
            if not file.exists() or file.read_text("utf-8") != text:
                late.append(f"docs/generated/{name} is out of date; run `make docs`")
        else:
            file.write_text(text, "utf-8")
    print("\n".join(late) or "pages current")
    return bool(late)


if __name__ == "__main__":
    sys.exit(main())
