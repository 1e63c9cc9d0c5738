"""A compact wall for the terminal: five courses, one sign a stone, and the sentences that matter."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.text import Text

from rempart.cli.plain import plain

SIGNS = {
    "met": ("█", "bold", "proven"),
    "claimed": ("▒", "blue", "only claimed"),
    "not_met": ("✗", "red", "failing"),
    "partial": ("▄", "", "partly"),
    "contradicted": ("≠", "red", "contradicted"),
    "stale": ("░", "", "old evidence"),
    "unknown": ("·", "dim", "unknown"),
    "error": ("?", "dim", "could not look"),
    "not_applicable": ("–", "dim", "does not apply"),
}
NAMES = ("", "Basic", "Proactive", "Advanced", "Enterprise", "Zero trust")
STEPS = ("", "Someone is there", "Practised", "Organised", "Watched", "Never alone")


def look(control: dict[str, Any]) -> str:
    """Which sign: unknown that rests on a stated or documented yes is drawn as claimed."""
    state = str(control["state"])
    return "claimed" if state == "unknown" and control["class"] in ("stated", "documented") else state


def show(document: dict[str, Any], console: Console) -> None:
    """Print wall, watch, legend and what to do next."""
    wall, watch = document["level"]["wall"], document["level"]["watch"]
    lab = "  [LAB: measured from the same machine]" if document["lab"] else ""
    console.print(Text(f"\n{plain(document['target'])}{lab}", style="bold"))
    console.print(Text(headline(wall, watch), style="bold"))
    for dimension, names, standing in (("wall", NAMES, wall), ("watch", STEPS, watch)):
        console.print(Text(f"\nThe {dimension}"))
        for level in range(5, 0, -1):
            console.print(course(document, dimension, level, names[level], standing))
    console.print(legend(document))
    for line in next_steps(document):
        console.print(Text(line), soft_wrap=True)  # not as markup: the words may be a site's


def headline(wall: dict[str, Any], watch: dict[str, Any]) -> str:
    """`Wall 1, watch 0. Claimed: wall 2. Needed: wall 3.`"""
    text = f"Wall {wall['proven']}, watch {watch['proven']} proven."
    text += f" Nothing seen against wall {wall['unrefuted']}. Claimed: wall {wall['claimed']}."
    return text + (f" Needed: wall {wall['needed']}." if wall["needed"] is not None else "")


def course(document: dict[str, Any], dimension: str, level: int, name: str, standing: dict[str, Any]) -> Text:
    """One course: number, name, stones, and whether it is bound."""
    stones = [c for c in document["controls"] if c["dimension"] == dimension and c["level"] == level and c["mandatory"]]
    line = Text(f"  {level} {name:<17}")
    for stone in stones:
        sign, style, _ = SIGNS[look(stone)]
        line.append(f"{sign} ", style=style)
    met = sum(stone["state"] in ("met", "not_applicable") for stone in stones)
    line.append(f"  {met} of {len(stones)}", style="dim")
    if level == standing["proven"]:
        line.append("  ← proven", style="bold")
    if level == standing["needed"]:
        line.append("  ⚑ needed", style="yellow")
    return line


def legend(document: dict[str, Any]) -> Text:
    """The signs that occur, with their words."""
    present = {look(control) for control in document["controls"]}
    return Text("\n  " + "   ".join(f"{sign} {word}" for key, (sign, _, word) in SIGNS.items() if key in present))


def next_steps(document: dict[str, Any]) -> Iterator[str]:
    """What cannot wait, then the first three of the guide's order, each with its reason."""
    reasons = {control["id"]: control["reason"] for control in document["controls"]}
    for urgent in document["next"]["now"]:
        yield f"\nNow: {urgent['control']}: {plain(urgent['reason'])}"
    first = document["next"]["guide"][:3]
    if first:
        yield "\nNext, in the guide's order:"
    for step in first:
        yield f"  - {step['control']}: {plain(reasons.get(step['control'], ''))}"
