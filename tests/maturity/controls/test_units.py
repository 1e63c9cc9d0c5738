"""Every control, whoever wrote it: whole, sourced, translated, and able to say what it means."""

import ast
import importlib
import inspect
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dev.units import FAMILIES
from rempart.maturity.core.changes import CHANGES
from rempart.maturity.core.control import Control
from rempart.registry.discover import discover
from rempart.registry.texts import LANGUAGES, faults, translation
from rempart.terms.evidence import Proof

PACKAGE = "rempart.maturity.controls"
CONTROLS = discover(PACKAGE, Control)
ROW = re.compile(
    r"(MOD|SELF|GAP|ROAD|THR|TLS|WAF|AUTH|HARD|END|DDOS|ISO|CMPR|MAL|DET|AI|UP|BAK|STG|BCP|SOC|LOG|IR|ZT|PT|INV|PAT"
    r"|VEN|CHG|COMP|JML|PAY|MAIL|AWR|CASE|ROI|ADD)-\d{1,2}"
)
SLOT = re.compile(r"\{(\w+)\}")
every_control = pytest.mark.parametrize("unit", CONTROLS.values(), ids=CONTROLS.keys())


def module(unit: Control) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.{unit.id}")


def tree(of: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(of))


def constants(node: ast.AST) -> set[str]:
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def said(node: ast.AST) -> set[str]:
    """The codes that calls of Opinion name, also where one of two is chosen."""
    codes: set[str] = set()
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Opinion":
            named = [*call.args[1:2], *(k.value for k in call.keywords if k.arg == "say")]
            for code in named:
                chosen = (code.body, code.orelse) if isinstance(code, ast.IfExp) else (code,)
                codes |= {c.value for c in chosen if isinstance(c, ast.Constant)}
    return codes


def borrowed(unit: Control) -> tuple[set[str], set[str]]:
    """Codes said by rules imported by name from core, and every text those modules and the facts hold."""
    codes: set[str] = set()
    texts: set[str] = set()
    for node in tree(module(unit)).body:
        if not isinstance(node, ast.ImportFrom) or node.module is None or node.module.endswith("core.control"):
            continue
        if node.module.startswith(("rempart.maturity.core", "rempart.facts")):
            other = tree(importlib.import_module(node.module))
            names = {alias.name for alias in node.names}
            texts |= constants(other)
            for function in other.body:
                if isinstance(function, ast.FunctionDef) and function.name in names:
                    codes |= said(function)
    return codes, texts


@every_control
def test_identity(unit: Control) -> None:
    assert unit.rows
    assert all(ROW.fullmatch(row) for row in unit.rows)
    assert 1 <= unit.level <= 5
    assert unit.proof
    assert len(set(unit.proof)) == len(unit.proof)
    assert set(unit.voided_by) <= set(CHANGES)


@every_control
def test_threats_are_named_once_each(unit: Control) -> None:
    names = [against.threat for against in unit.threats]
    assert names
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"T(0[1-9]|1\d|2[0-5])", name) for name in names)


@every_control
def test_texts_tell_why_how_and_whom_to_ask(unit: Control) -> None:
    assert unit.title
    assert unit.title[-1] not in ".!"
    assert unit.why.endswith((".", "!", "?"))
    assert 1 <= len(unit.fix) <= 5
    assert all(step.strip().endswith((".", "!", "?", "”")) for step in unit.fix)
    assert unit.question.rstrip('”"’ ').endswith("?")
    assert re.search(r"\d", unit.source), "a source has a number: a line of the guide, a clause"


@every_control
def test_effort_is_an_honest_range(unit: Control) -> None:
    assert 0 <= unit.effort.hours[0] <= unit.effort.hours[1]
    assert 0 <= unit.effort.cost_year_minor[0] <= unit.effort.cost_year_minor[1]
    assert all(isinstance(cents, int) for cents in unit.effort.cost_year_minor)
    assert unit.effort.source.strip()


@every_control
def test_says_hold_every_code_and_no_other(unit: Control) -> None:
    body = tree(module(unit))
    codes, texts = borrowed(unit)
    assert (said(body) | codes) <= set(unit.says)
    code_only = [node for node in body.body if not (isinstance(node, ast.Assign) and _is_unit(node))]
    used = texts.union(*(constants(node) for node in code_only))
    assert set(unit.says) <= used, "a sentence that nothing says"
    assert bool(unit.needs) is bool(unit.says)


@every_control
def test_evidence_ages_and_is_read_where_it_is_needed(unit: Control) -> None:
    assert all(60 <= need.max_age_s <= 366 * 86_400 for need in unit.needs)
    assert len({need.fact.kind for need in unit.needs}) == len(unit.needs)
    assert all(need.fact.kind for need in unit.needs)
    assert not unit.together or len(unit.needs) > 1
    if not unit.needs and Proof.DOCUMENT in unit.proof:
        assert unit.document_max_age_s > 0


@every_control
def test_file_has_a_head_and_ends_with_its_unit(unit: Control) -> None:
    body = tree(module(unit))
    assert ast.get_docstring(body)
    last = body.body[-1]
    assert isinstance(last, ast.Assign)
    assert _is_unit(last)
    assert all(f.returns is not None for f in body.body if isinstance(f, ast.FunctionDef))
    assert len(Path(str(module(unit).__file__)).read_text("utf-8").splitlines()) <= 60


def _is_unit(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "UNIT" for target in node.targets)


@every_control
def test_translations_are_whole_and_keep_the_slots(unit: Control) -> None:
    assert faults(PACKAGE, unit, FAMILIES[PACKAGE][1]) == []
    for language in LANGUAGES:
        for code, sentence in translation(PACKAGE, unit.id, language).get("says", {}).items():
            assert set(SLOT.findall(sentence)) == set(SLOT.findall(unit.says[code])), (language, code)


def texts_of(unit: Control, language: str) -> list[str]:
    return sorted(_flat({k: v for k, v in translation(PACKAGE, unit.id, language).items() if k != "english"}))


def _flat(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value
    return [text for part in parts for text in _flat(part)]


@every_control
def test_french_uses_its_own_signs(unit: Control) -> None:
    """A narrow no-break space stands before ; : ! ? (not inside addresses and names of headers)."""
    for text in texts_of(unit, "fr"):
        assert not re.search(r"[ \u00a0][;:!?»%]", text), text
        assert not re.search(r"\w[!?](\s|$)", text), text
        assert "'" not in text, text


@every_control
def test_chinese_uses_its_own_signs(unit: Control) -> None:
    """Full-width signs, and a space between Han and Latin letters or figures."""
    for text in texts_of(unit, "zh"):
        assert not re.search(r"[\u4e00-\u9fff][,;:!?.]|[,;!?][\u4e00-\u9fff]", text), text
        assert not re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", text), text
