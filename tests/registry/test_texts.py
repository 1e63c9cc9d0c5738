"""A translation that is missing, incomplete or older than its English fails the build."""

from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest

from rempart.registry import texts


@dataclass(frozen=True)
class Unit:
    id: str = "stone"
    title: str = "Certificate valid"
    fix: tuple[str, ...] = ("Renew it.", "Check it.")
    says: dict[str, str] = field(default_factory=lambda: {"valid": "Valid for {days} days."})


NAMES = ("title", "fix", "says")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / f"translated_{uuid4().hex}"  # a package of its own: Python remembers packages by name
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    texts.translation.cache_clear()
    return folder


def write(folder: Path, body: str, stamp: str | None = None) -> list[str]:
    digest = stamp or texts.digest(texts.english(Unit(), NAMES))
    for language in texts.LANGUAGES:
        (folder / f"stone.{language}.toml").write_text(f'english = "{digest}"\n{body}', "utf-8")
    texts.translation.cache_clear()
    return texts.faults(folder.name, Unit(), NAMES)


WHOLE = 'title = "Certificat valide"\nfix = ["Renouvelez.", "Vérifiez."]\n[says]\nvalid = "Encore {days} jours."\n'


def test_whole_translation_passes(package: Path) -> None:
    assert write(package, WHOLE) == []
    assert texts.localised(package.name, Unit(), "fr", "title") == "Certificat valide"
    assert texts.localised(package.name, Unit(), "en", "title") == "Certificate valid"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (WHOLE.replace("Certificat valide", ""), "title: is missing"),
        (WHOLE.replace(', "Vérifiez."', ""), "fix: needs 2 items"),
        (WHOLE.replace("{days} ", ""), "says: lacks ['days']"),
        (WHOLE.replace("valid =", "other ="), "says: keys must be ['valid']"),
        ("title = ", "stone.fr.toml"),
    ],
)
def test_faults_are_named(package: Path, body: str, fault: str) -> None:
    assert any(fault in line for line in write(package, body))


def test_translation_of_older_english_is_refused(package: Path) -> None:
    assert any("translates an older English text" in line for line in write(package, WHOLE, stamp="000000000000"))


def test_missing_file_is_named(package: Path) -> None:
    assert len(texts.faults(package.name, Unit(), NAMES)) == 2
