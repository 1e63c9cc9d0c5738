"""Units are found by walking, and a file that is no unit fails loudly, by name."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from rempart.registry.discover import BadUnit, discover, parts


@dataclass(frozen=True)
class Form:
    id: str


def make(folder: Path, name: str, files: dict[str, str]) -> str:
    package = folder / name
    package.mkdir()
    (package / "__init__.py").write_text("")
    for file, text in files.items():
        (package / file).write_text(text)
    return name


GOOD = "from tests.registry.test_discover import Form\nUNIT = Form({id!r})\n"


def test_finds_units_sorted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    package = make(tmp_path, "good_units", {"b.py": GOOD.format(id="b"), "a.py": GOOD.format(id="a")})
    assert list(discover(package, Form)) == ["a", "b"]


def test_every_bad_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    files = {
        "empty.py": "",
        "broken.py": "1/0",
        "other.py": GOOD.format(id="another"),
        "fine.py": GOOD.format(id="fine"),
    }
    package = make(tmp_path, "bad_units", files)
    with pytest.raises(BadUnit) as caught:
        discover(package, Form)
    said = str(caught.value)
    assert "bad_units.empty" in said
    assert "ZeroDivisionError" in said
    assert "'another' is not the file name" in said
    assert "fine" not in said


def test_an_empty_folder_is_not_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(BadUnit, match="no unit found"):
        discover(make(tmp_path, "no_units", {}), Form)


def test_parts_are_found_by_file_name() -> None:
    assert "rempart.maturity.store.apps" in parts("rempart", "store.apps")
    assert parts("rempart", "web.nothing_like_this") == []
