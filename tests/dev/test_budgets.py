"""The house's own lint, tried on planted offences."""

from pathlib import Path

import pytest

from dev import budgets

DOC = '"""Doc."""\n'


def rules(path: str, source: str) -> set[str]:
    return {rule for _, rule, _ in budgets.check_file(path, source)}


@pytest.mark.parametrize(
    ("path", "source", "rule"),
    [
        ("rempart/guard/utils.py", DOC, "name"),
        ("rempart/helpers/core.py", DOC, "name"),
        ("rempart/a/b/c/d/e/deep.py", DOC, "depth"),
        ("rempart/a/long.py", DOC + "x = 1\n" * 501, "file"),
        ("rempart/maturity/controls/big.py", DOC + "x = 1\n" * 61, "unit"),
        ("rempart/a/silent.py", "x = 1\n", "docstring"),
        ("rempart/a/f.py", DOC + "def f() -> None:\n" + "    x = 1\n" * 60, "function"),
        ("rempart/a/f.py", DOC + "def f():\n    return 1\n", "typed"),
        ("rempart/a/c.py", DOC + "class C:\n" + "    x = 1\n" * 201, "class"),
        ("rempart/a/e.py", DOC + "try:\n    x = 1\nexcept Exception:\n    x = 2\n", "except"),
        ("rempart/a/e.py", DOC + "try:\n    x = 1\nexcept (OSError, Exception):\n    x = 2\n", "except"),
        ("rempart/a/e.py", DOC + "try:\n    x = 1\nexcept:\n    x = 2\n", "except"),
        ("rempart/maturity/web/views.py", DOC + "Site.objects.create(x=1)\n", "write"),
        ("rempart/maturity/web/views.py", DOC + "Site.objects.filter(x=1).update(x=2)\n", "write"),
        ("rempart/maturity/web/views.py", DOC + "site.save()\n", "write"),
        ("rempart/maturity/store/models.py", DOC + "x = models.ForeignKey('scanner.Run', 1)\n", "relation"),
    ],
)
def test_planted_offence_is_caught(path: str, source: str, rule: str) -> None:
    assert rule in rules(path, source)


def test_good_code_passes() -> None:
    source = DOC + "def f(x: int) -> int:\n    try:\n        return x\n    except ValueError:\n        return 0\n"
    assert rules("rempart/maturity/web/views.py", source) == set()
    assert rules("rempart/cli/main.py", DOC + "try:\n    x = 1\nexcept Exception:\n    x = 2\n") == set()


def test_exception_list_only_shrinks(tmp_path: Path) -> None:
    (tmp_path / "rempart").mkdir()
    (tmp_path / "dev").mkdir()
    (tmp_path / "rempart" / "silent.py").write_text("def f() -> int:\n    return 1\n")
    assert any("docstring" in line for line in budgets.judge(tmp_path))
    (tmp_path / "dev" / "exceptions.txt").write_text("rempart/silent.py docstring\n")
    assert budgets.judge(tmp_path) == []
    (tmp_path / "rempart" / "silent.py").write_text(DOC + "def f() -> int:\n    return 1\n")
    assert budgets.judge(tmp_path) == ["dev/exceptions.txt: rempart/silent.py docstring is no longer needed; remove it"]
