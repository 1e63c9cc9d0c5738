"""House rules that an import checker cannot see, with the way out in each message (CONTRIBUTING.md).

Exceptions stand in dev/exceptions.txt as `path rule`; one that is no longer needed fails the build.
"""

import ast
import re
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

FILE_LINES = 500
FUNCTION_LINES = 60
UNIT_LINES = 60
CLASS_LINES = 200
DEPTH = 4  # folders under rempart/
FILE_MEDIAN, FILE_P90 = 100, 250
FUNCTION_MEDIAN, FUNCTION_P90, LONG_SHARE = 10, 30, 0.03
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
UNIT_FOLDERS = {
    "controls",
    "threats",
    "steps",
    "comparisons",
    "surveys",
    "rules",
    "collectors",
    "lessons",
    "drills",
    "playbooks",
    "outlets",
    "channels",
    "monitors",
    "signs",
}
WRITES = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update"}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
PROCESS_EDGES = (
    "cli/main.py",
    "daemon/",
    "mail/net/inside/pictures.py",
    "mail/net/inside/walk.py",
    "registry/discover.py",
    "scanner/net/run.py",
    "watch/net/look_once.py",
    "scanner/actions/carry_out_run.py",
)

Offence = tuple[str, str, str]  # path, rule, message


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Physical lines without decorators."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def check_file(path: str, source: str) -> list[Offence]:
    """Offences of one module; `path` is relative and uses slashes."""
    parts = path.split("/")
    tree = ast.parse(source)
    lines = source.count("\n")
    found: list[Offence] = []

    def offence(rule: str, message: str) -> None:
        found.append((path, rule, message))

    if Path(path).stem in FORBIDDEN_NAMES or FORBIDDEN_NAMES & set(parts[:-1]):
        offence("name", "name the module by its subject, not utils, helpers, common or misc")
    if len(parts) - 2 > DEPTH:
        offence("depth", f"more than {DEPTH} folders deep; flatten the area")
    if lines > FILE_LINES:
        offence("file", f"{lines} lines; redesign the room (at most {FILE_LINES})")
    if len(parts) > 2 and parts[-2] in UNIT_FOLDERS and parts[-1] != "__init__.py" and lines > UNIT_LINES:
        offence("unit", f"{lines} lines; a unit has at most {UNIT_LINES}")
    if source.strip() and not ast.get_docstring(tree):
        offence("docstring", "say in one to five lines what this module is and why here")
    for function in functions(tree):
        if length(function) > FUNCTION_LINES:
            offence("function", f"{function.name}: {length(function)} lines (at most {FUNCTION_LINES})")
        if function.returns is None:
            offence("typed", f"{function.name} has no return type")
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and length(node) > CLASS_LINES:
            offence("class", f"{node.name}: {length(node)} lines (at most {CLASS_LINES})")
        if isinstance(node, ast.ExceptHandler) and is_broad(node) and not any(edge in path for edge in PROCESS_EDGES):
            offence("except", f"line {node.lineno}: name the exceptions; only process edges catch all")
        if isinstance(node, ast.Call):
            found.extend((path, rule, message) for rule, message in check_call(parts, node))
    return found


def is_broad(handler: ast.ExceptHandler) -> bool:
    """`except:` or `except Exception`, also inside a tuple."""
    names = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(n is None or (isinstance(n, ast.Name) and n.id in {"Exception", "BaseException"}) for n in names)


def check_call(parts: list[str], call: ast.Call) -> Iterator[tuple[str, str]]:
    """A write through a model in web/, a foreign key named by a string or pointing into a foreign area."""
    if not isinstance(call.func, ast.Attribute):
        return
    is_verb = isinstance(call.func.value, ast.Name) and call.func.value.id == "router"  # `@router.delete("/…")`
    if "web" in parts and call.func.attr in WRITES and not is_verb and _reaches_models(call.func.value):
        yield "write", f"line {call.lineno}: {call.func.attr}() in web/; write through an action"
    if (
        call.func.attr in RELATIONS
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value != "self"
    ):
        yield "relation", f"line {call.lineno}: name the class, not a string; point only into your area or directory"


def _reaches_models(node: ast.expr) -> bool:
    """`x.objects…`, or a plain name: a form or a dict has no business being saved in a view either."""
    text = ast.unparse(node)
    return ".objects" in text or (
        bool(re.fullmatch(r"[a-z_]+", text)) and text not in {"context", "values", "data", "hash"}
    )


def percentile(numbers: list[int], share: float) -> int:
    """The value below which `share` of the numbers lie."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0


def check_whole(sources: dict[str, str]) -> list[Offence]:
    """Budgets over all files together."""
    sizes = [text.count("\n") for text in sources.values() if text.strip()]
    spans = [length(f) for text in sources.values() for f in functions(ast.parse(text))]
    if not sizes or not spans:
        return []
    long = sum(span > 50 for span in spans) / len(spans)
    checks = [
        ("median file", statistics.median(sizes), FILE_MEDIAN),
        ("p90 file", percentile(sizes, 0.9), FILE_P90),
        ("median function", statistics.median(spans), FUNCTION_MEDIAN),
        ("p90 function", percentile(spans, 0.9), FUNCTION_P90),
        ("share of functions over 50 lines", long, LONG_SHARE),
    ]
    return [
        ("rempart", "whole", f"{name} is {value}, budget {limit}") for name, value, limit in checks if value > limit
    ]


def judge(root: Path) -> list[str]:
    """Every offence not excepted, and every exception no longer needed, as printable lines."""
    files = [p for p in sorted((root / "rempart").rglob("*.py")) if "migrations" not in p.parts]
    sources = {p.relative_to(root).as_posix(): p.read_text("utf-8") for p in files}
    offences = [o for path, text in sources.items() for o in check_file(path, text)] + check_whole(sources)
    listed = root / "dev" / "exceptions.txt"
    lines = listed.read_text("utf-8").splitlines() if listed.exists() else []
    excepted = {tuple(line.split()[:2]) for line in lines if line.strip() and not line.startswith("#")}
    hit = {(path, rule) for path, rule, _ in offences}
    printed = [f"{path}: {rule}: {message}" for path, rule, message in offences if (path, rule) not in excepted]
    return printed + [
        f"dev/exceptions.txt: {' '.join(e)} is no longer needed; remove it" for e in sorted(excepted - hit)
    ]


if __name__ == "__main__":
    wrong = judge(Path(__file__).resolve().parent.parent)
    print("\n".join(wrong) or "budgets kept")
    sys.exit(bool(wrong))
