"""Print the reference pages from the registry into docs/generated/; `--check` fails when one is out of date."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

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


# What a reader of facts looked up on 23 November 2026: unit, what, where, what was found. Texts that only repeat each other
# count once.
LOOKED_UP = (
    ("almaviva, four_trends", "Capita: alert after ten minutes, machine cut off after 58 hours, 6.6 million people, 14 million pounds", "Brabners, Inside Privacy (Covington), Cybernews", "confirmed"),
    ("almaviva, four_trends, suppliers", "GDPR, articles 33(1) and 33(2)", "a copy of the regulation in CISO Assistant", "confirmed"),
    ("crowdstrike_insider, insiders", "BBC: July 2025, a share of the ransom, a flood of sign-in requests, cut off as a precaution", "NDTV (reprint) and four retellings", "confirmed"),
    ("serv_u", "CVE-2025-40548 and 40549: of 18 November 2025, 15.5.2 and earlier, administrator rights, medium on Windows", "CVE records", "confirmed"),
    ("serv_u", "CVE-2026-28318: of 4 June 2026, 15.5.4 Hotfix 1, in CISA’s catalogue on 5 June, due on 19 June, exposed servers", "CVE record, recatools, RedLegg, cert.ug, Particle", "confirmed"),
    ("serv_u", "Flaws of the product in CISA’s catalogue of 25 August 2025", "cisagov/kev-data", "confirmed: three"),
    ("serv_u", "Further flaws of 2026", "CVE records of 24 February and 21 July 2026", "mended: the case counted to four and told of no others; two events added"),
    ("seven_zip", "CVE-2025-0411: title, of 25 January 2025, in the catalogue since 6 February 2025", "CVE record, cisagov/kev-data", "confirmed"),
    ("seven_zip", "Catalogue of 7 August 2026: 1,662 entries", "five public copies of 7 and 8 August 2026", "confirmed; that 7-Zip has one entry there was not read again"),
    ("seven_zip", "Version 26.03 of 3 September 2026 and the mark of the internet", "src-history.txt of 21 October 2026", "confirmed (CVE-2026-58052)"),
    ("cloudflare_outage, automation_and_zero_trust", "18 November 2025: permissions at 11:05, failures from 11:20, core traffic at 14:30, all at 17:06 UTC, file doubled, an attack suspected first", "five summaries of the maker’s report", "confirmed"),
    ("cloned_voice, payment_voice", "Ferrari: a question about a book, the call ends, Bloomberg on 26 July 2024", "ANSA, Il Friuli, automoto.it", "confirmed"),
    ("cloned_voice, payment_voice, four_trends", "Arup: 15 transfers to five accounts within a week of January 2024, 200 million Hong Kong dollars, no system compromised", "Inside Asia, Dezeen, Construction Management", "confirmed"),
    ("serv_u, almaviva, suppliers, four_trends", "Verizon 2026: 26 % of the catalogue’s flaws repaired after 38 %, 43 days, third parties up by 60 % to nearly half", "Hive Security, Cybergrind", "confirmed; 48 % and 62 % themselves not seen again"),
    ("phishing_by_mail, passwords_and_second_factors", "Microsoft, spring 2026: more than 35,000 people in 13,000 organisations, an authorised internal channel, past a second factor", "Business Standard, Microsoft’s release of 4 May 2026", "confirmed"),
    ("automation_and_zero_trust", "Atlassian 2022: 775 customers, two weeks", "UX Design, inside-it.ch", "confirmed; 883 sites and 23 minutes not seen again"),
    ("four_trends", "Amazon: an empty record, 20 October 2025 (UTC), more than 14 hours", "copies of the maker’s summary (19 October 23:48 to 20 October 14:20, Pacific time)", "confirmed"),
    ("crowdstrike_insider, insiders", "Dismissed in October 2025, pictures on 21 November, Gainsight denied, 25,000 dollars offered and cookies of no use by the group’s account", "The Stack, NetSecOps, Salve Geek", "confirmed"),
    ("backups_and_ransomware", "British Library, October 2023: some 600 gigabytes, auction, published, nothing paid", "IMD, Cyber Daily, imtr.net", "confirmed"),
    ("cloud_sharing", "Toyota 2023: more than two million, about ten years, no sign of misuse", "The Record, Carscoops", "confirmed"),
    ("suppliers", "FBI 2024: 21,442 reports of business email fraud, close to 2.8 billion dollars", "Nacha, Abnormal AI", "confirmed"),
    ("passwords_and_second_factors", "NIST SP 800-63B-4: 15 characters where a password stands alone, no change without cause", "OWASP/ASVS issue 3242 and a note of December 2025, both quoting it", "confirmed"),
    ("phishing_by_mail", "United Kingdom 2025: 85 % of businesses with a breach or attack had met phishing", "Cyber Exchange, CyberSmart", "confirmed"),
    ("payment_voice", "Name and IBAN compared since 9 October 2025, the payer who goes on bears the risk", "Mason Hayes & Curran, Particle", "confirmed"),
    ("four_trends", "China: ten million yuan as the highest fine for critical infrastructure (article 61)", "quotation of the official PDF of the amended law", "confirmed"),
    ("four_trends", "NIS 2, article 20(2): managers are trained, employees encouraged", "overview.legal", "confirmed"),
    ("reporting_and_incidents", "China: four hours, one hour for critical infrastructure, from relatively major on", "the measures as quoted in a research note of 9 October 2026", "confirmed"),
    ("reporting_and_incidents, cloud_sharing, backups_and_ransomware", "72 hours, where feasible, unless a risk is unlikely (European Union and United Kingdom)", "CISO Assistant, Bifrost", "confirmed"),
    ("backups_and_ransomware", "3-2-1 is credited to Peter Krogh", "Backup Wrap-up (interview), All Net Connect", "confirmed; the year of the book differs (2005, 2006) and is not in the text"),
    ("insiders", "PIPL, article 51: rights set sensibly, people trained", "a copy of the law in LawRefBook", "confirmed"),
    ("rules: gdpr", "Articles 3, 4(5), 5, 6, 9, 12(3), 28, 30(5), 32(4), 33, 44, 83, 99", "a copy in CISO Assistant", "confirmed"),
    ("rules: gdpr", "Digital Omnibus on article 33", "a public note of 13 September 2026", "still a proposal then"),
    ("rules: pipl, data_security_law, network_data", "Every article named", "copies in LawRefBook", "confirmed; mended in 12 of network_data: three years, and other forms than a contract"),
    ("rules: cybersecurity_law", "Articles 23, 27 and 29, grades, filing, yearly assessment", "quotations of the amended law, the law of 2016, measures of 2007", "23 confirmed; 27 and 29 follow from two added articles; GB/T 22239 not found"),
    ("rules: nis2", "Articles 2, 20, 21, 23(1) to (3); recital 102 on the hours was read the day before", "springlex.eu, overview.legal, CISO Assistant, nis2-info.eu", "confirmed"),
    ("rules: nis2", "The French act", "notes of June to October 2026, Exostic of 7 October 2026", "mended: a sitting of 7 October 2026 was taken off the agenda; nothing later found"),
    ("rules: france", "Criminal code, 226-21 and 226-22", "a copy in legalize-fr of 2 April 2026", "confirmed; mended: standing as well as private life"),
    ("rules: france", "Act of 1978, articles 45 and 82", "notaries’ congress 2021, CNIL", "confirmed; article 3 not found"),
    ("rules: france", "Measures 2, 6, 8, 10, 15, 40 of ANSSI’s guide", "a copy in CISO Assistant", "confirmed; mended: the password safe is measure 11"),
    ("rules: iso_27001", "Clauses 6.1.3 and 7.3, eight controls, 93 in all", "an outline in CISO Assistant", "confirmed"),
    ("rules: pci_dss", "Requirements 3.3.1, 3.4.1, 4.2.2, 8.2.2, 9.5.1.3, 12.6.3, 12.6.3.1", "a reprint of 4.0.1 in CISO Assistant", "confirmed"),
    ("rules: csa", "HRS-02, 04, 10 to 13; levels 1 and 2 of STAR", "a public overview of version 4", "confirmed; numbers in 4.1 not found"),
    ("rules: csa", "The United States act after 30 September 2026", "Hunton, Davis Wright Tremaine, Wiley", "nothing later than February 2026 found"),
)  # fmt: skip
NOT_AGAIN = (
    "Read on 22 November 2026 and not looked up a second time: the scenario of the shops, Almaviva’s statement (looked for, not "
    "found), and the figures of the lessons that are not named here."
)


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
