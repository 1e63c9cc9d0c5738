"""Check every unit, its translations and its recorded examples; `--stamp` binds translations to the English just read."""

import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dev import examples  # noqa: E402
from rempart.maturity.core.control import Control  # noqa: E402
from rempart.maturity.core.hosting_kinds import Comparison  # noqa: E402
from rempart.maturity.core.step import Step  # noqa: E402
from rempart.maturity.core.survey import Figure  # noqa: E402
from rempart.maturity.core.threat import Threat  # noqa: E402
from rempart.notices.core.channel import Channel  # noqa: E402
from rempart.people.core import case_library, exercise_library, exercise_text, library, rule_library, shelves  # noqa: E402
from rempart.record.core.outlet import Outlet  # noqa: E402
from rempart.registry import texts  # noqa: E402
from rempart.registry.discover import discover  # noqa: E402
from rempart.registry.written import written  # noqa: E402

FAMILIES: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "rempart.maturity.controls": (Control, ("title", "why", "fix", "question", "says", "applies_when")),
    "rempart.maturity.threats": (Threat, ("title", "what")),
    "rempart.maturity.steps": (Step, ("name", "for_whom", "protects", "residual", "hidden_cost", "questions")),
    "rempart.maturity.comparisons": (Comparison, ("feature", "generic", "wordpress", "question")),
    "rempart.maturity.surveys": (Figure, ("statement", "caution")),
    "rempart.record.outlets": (Outlet, ("title", "what")),
    "rempart.notices.channels": (Channel, ("title", "what")),
}


def stamp(package: str, unit: Any, names: tuple[str, ...]) -> None:
    """Write the digest of today's English into each translation of the unit."""
    digest = texts.digest(texts.english(unit, names))
    for language in texts.LANGUAGES:
        file = ROOT / package.replace(".", "/") / f"{unit.id}.{language}.toml"
        if file.exists():
            body = re.sub(rf'(?m)^{texts.STAMP} = ".*"\n', "", file.read_text("utf-8"))
            file.write_text(f'{texts.STAMP} = "{digest}"\n{body}', "utf-8")


def lessons() -> list[str]:
    """Faults of all lessons in all languages."""
    found, wrong = library.read_all(written(library.LESSONS))
    controls, threats = discover("rempart.maturity.controls", Control), discover("rempart.maturity.threats", Threat)
    return wrong + library.faults(found, controls, threats)


def cases() -> list[str]:
    """Faults of all cases in all languages."""
    found, wrong = case_library.read_all(written(case_library.CASES))
    controls, threats = discover("rempart.maturity.controls", Control), discover("rempart.maturity.threats", Threat)
    return wrong + case_library.faults(found, controls, threats, library.lessons())


def rules() -> list[str]:
    """Faults of all rules in all languages."""
    found, wrong = rule_library.read_all(written(rule_library.RULES))
    controls, threats = discover("rempart.maturity.controls", Control), discover("rempart.maturity.threats", Threat)
    return wrong + rule_library.faults(found, controls, threats, library.lessons())


def exercises() -> list[str]:
    """Faults of all played drills in all languages."""
    found, wrong = shelves.read_all(written(exercise_library.EXERCISES), exercise_text.read)
    controls, threats = discover("rempart.maturity.controls", Control), discover("rempart.maturity.threats", Threat)
    return wrong + exercise_library.faults(found, controls, threats, library.lessons())


def check() -> list[str]:
    """Faults of all units of all families."""
    wrong: list[str] = []
    for package, (form, names) in FAMILIES.items():
        if not (ROOT / package.replace(".", "/")).exists():
            continue
        for unit in discover(package, form).values():
            if "--stamp" in sys.argv:
                stamp(package, unit, names)
                texts.translation.cache_clear()
            wrong += texts.faults(package, unit, names)
    return wrong


if __name__ == "__main__":
    faults = check() + lessons() + cases() + rules() + exercises() + examples.check()
    print("\n".join(faults) or "units whole")
    sys.exit(bool(faults))
