"""The translation tool finds what is missing, fuzzy, outdated, homeless or hidden, on planted sources."""

import gettext
from pathlib import Path

import pytest

from dev import messages

HEAD = "from django.utils.translation import gettext as _, ngettext\n\n"


@pytest.fixture
def area(tmp_path: Path) -> Path:
    """A package with one module, one template and one folder of catalogues."""
    folder = tmp_path / "rempart" / "area"
    (folder / "locale").mkdir(parents=True)
    (folder / "a.py").write_text(HEAD + 'A = _("Hello %(name)s")\nB = ngettext("%(n)s stone", "%(n)s stones", 2)\n')
    (folder / "p.html").write_text(
        '{% load i18n %}{% translate "Wall" context "page" %}{% blocktranslate %}In {{ x }}{% endblocktranslate %}'
    )
    return tmp_path / "rempart"


def translate(package: Path) -> None:
    """Fill every message of every catalogue."""
    messages.update(package)
    for folder, files in messages.by_owner(package)[0].items():
        for language in messages.LANGUAGES:
            catalogue = messages.merged(folder, files, language)
            for message in catalogue:
                if message.id:
                    text = message.id[-1] if isinstance(message.id, tuple) else message.id
                    count = catalogue.num_plurals
                    message.string = (f"x {text}",) * count if isinstance(message.id, tuple) else f"x {text}"
            messages.file_of(folder, language).write_bytes(messages.as_text(catalogue))


def test_missing_is_told(area: Path) -> None:
    messages.update(area)
    wrong = "\n".join(messages.check(area))
    for text in ("Hello %(name)s", "%(n)s stones", "Wall", "In %(x)s"):
        assert repr(text) in wrong


def test_whole_catalogues_pass_and_compile(area: Path) -> None:
    translate(area)
    assert messages.check(area) == []
    messages.compile_all(area)
    with (area / "area/locale/fr/LC_MESSAGES/django.mo").open("rb") as stream:
        read = gettext.GNUTranslations(stream)
    assert read.gettext("Hello %(name)s") == "x Hello %(name)s"
    assert read.pgettext("page", "Wall") == "x Wall"
    assert read.ngettext("%(n)s stone", "%(n)s stones", 5) == "x %(n)s stones"


def test_outdated_is_told_and_update_keeps_what_is_there(area: Path) -> None:
    translate(area)
    (area / "area/a.py").write_text(HEAD + 'A = _("Hello %(name)s")\nC = _("New")\n')
    assert any("outdated" in line for line in messages.check(area))
    messages.update(area)
    wrong = messages.check(area)
    assert wrong
    assert all("'New'" in line for line in wrong)


def test_fuzzy_and_lost_slots_are_told(area: Path) -> None:
    translate(area)
    po = area / "area/locale/fr/LC_MESSAGES/django.po"
    text = po.read_text("utf-8")
    po.write_text(text.replace("x Hello %(name)s", "x Hello"), "utf-8")
    assert any("lacks a slot" in line for line in messages.check(area))
    po.write_text(text.replace('#, python-format\nmsgid "Hello', '#, fuzzy, python-format\nmsgid "Hello'), "utf-8")
    assert any("fuzzy" in line for line in messages.check(area))


def test_homeless_and_hidden_messages_are_told(area: Path) -> None:
    translate(area)
    (area / "other").mkdir()
    (area / "other/b.py").write_text(HEAD + 'A = _("Nobody translates me")\n')
    assert any("no folder above" in line for line in messages.check(area))
    (area / "area/c.py").write_text(HEAD + "A = f\"{_('hidden')}\"\n")
    assert any("f-string" in line for line in messages.check(area))


def test_running_twice_changes_nothing(area: Path) -> None:
    translate(area)
    before = {path: path.read_bytes() for path in area.rglob("*.po")}
    messages.update(area)
    assert {path: path.read_bytes() for path in area.rglob("*.po")} == before


def test_one_text_with_two_translations_is_told(area: Path) -> None:
    other = area / "other"
    (other / "locale").mkdir(parents=True)
    (other / "b.py").write_text(HEAD + 'A = _("Hello %(name)s")\n')
    translate(area)
    assert messages.check(area) == []
    path = messages.file_of(other, "fr")
    path.write_text(path.read_text("utf-8").replace("x Hello", "y Hello"), "utf-8")
    (wrong,) = messages.check(area)
    assert "'Hello %(name)s' is 'y Hello" in wrong or "'Hello %(name)s' is 'x Hello" in wrong
