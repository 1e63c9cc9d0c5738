"""`rempart lessons`: what there is to learn; `--check FOLDER` what is wrong with lessons that somebody writes; `--export FORM`
our lessons as packages for another learning system."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from rempart.cli.command import DONE, Command, UsageFault
from rempart.cli.text_folder import add_arguments, check, show

if TYPE_CHECKING:
    from rempart.people.core.lesson import Lesson

FORMS = ("scorm12", "scorm2004", "cmi5")


def arguments(parser: ArgumentParser) -> None:
    """Without a word the list."""
    add_arguments(parser, "lessons")
    parser.add_argument("--export", choices=FORMS, metavar="FORM", help=f"write packages: {', '.join(FORMS)}")
    parser.add_argument(
        "lesson", nargs="*", help="with --export: ids of ours, or files ID.LANGUAGE.md; none is all of ours"
    )
    parser.add_argument("--to", type=Path, default=Path(), metavar="FOLDER", help="where packages are written")


def run(chosen: Namespace) -> int:
    """1 when a lesson has a fault."""
    if chosen.lesson and not chosen.export:
        raise UsageFault("Lessons are named with --export alone.", "rempart lessons lists them.")
    if chosen.export:
        return _export(chosen)
    return _check(chosen) if chosen.check is not None else _list(chosen)


def _list(chosen: Namespace) -> int:
    import django

    django.setup()
    from rempart.people.web.api import listed

    return show(
        chosen, "lessons", listed(), lambda one: f"{one['id']:32} {one['reads_min']:5.1f} min  {one['titles']['en']}"
    )


def _check(chosen: Namespace) -> int:
    from rempart.people.core.library import faults, read_all

    return check(chosen, "lessons", read_all, faults)


def _export(chosen: Namespace) -> int:
    from rempart.people.core.standards.course import Kind
    from rempart.people.core.standards.package_out import name_of, package_of

    kind, written = Kind(chosen.export), []
    if not chosen.to.is_dir():
        raise UsageFault(f"{chosen.to} is no folder.", "Make it, or name another with --to.")
    for languages in _named(chosen.lesson):
        target = chosen.to / name_of(next(iter(languages.values())), kind)
        target.write_bytes(package_of(languages, kind))
        written.append(str(target))
    print(json.dumps({"packages": written}, ensure_ascii=False) if chosen.json else "\n".join(written))
    return DONE


def _named(words: list[str]) -> "list[dict[str, Lesson]]":
    """Lessons by their languages: ours by id, and those that somebody wrote by their files."""
    from rempart.people.core.lesson_text import read
    from rempart.people.core.library import lessons
    from rempart.people.core.page_text import BadText

    ours = lessons()
    found: dict[str, dict[str, Lesson]] = {} if words else {name: dict(one) for name, one in ours.items()}
    for word in words:
        if word in ours:
            found[word] = dict(ours[word])
            continue
        name, language, *ending = Path(word).name.split(".")[:3] if Path(word).name.count(".") == 2 else ("", "")
        if ending != ["md"] or language not in ("en", "fr", "zh"):
            raise UsageFault(
                f"There is no lesson {word}.", "Name one that `rempart lessons` lists, or a file ID.LANGUAGE.md."
            )
        try:
            found.setdefault(name, {})[language] = read(name, language, Path(word).read_bytes())
        except (BadText, OSError) as bad:
            raise UsageFault(f"{word}: {bad}", "rempart lessons --check FOLDER says more.") from bad
    return list(found.values())


UNIT = Command(
    "lessons",
    "what there is to learn; --check FOLDER, or --export packages for another learning system",
    arguments,
    run,
)
