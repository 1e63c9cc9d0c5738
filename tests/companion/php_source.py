"""Reads PHP with PHP's own tokens: what is younger than 7.4, which functions are called, which operators stand there."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

TOKENS = """
$found = [];
foreach (json_decode(stream_get_contents(STDIN)) as $path) {
    $list = [];
    foreach (PhpToken::tokenize(file_get_contents($path)) as $one) {
        if (!$one->isIgnorable()) { $list[] = [$one->getTokenName(), $one->text, $one->line]; }
    }
    $found[$path] = $list;
}
echo json_encode($found, JSON_INVALID_UTF8_SUBSTITUTE);
"""
YOUNG_TOKENS = {"T_MATCH", "T_ENUM", "T_READONLY", "T_ATTRIBUTE", "T_NULLSAFE_OBJECT_OPERATOR"}
YOUNG_FUNCTIONS = {
    "str_contains", "str_starts_with", "str_ends_with", "get_debug_type", "get_resource_id", "fdiv", "preg_last_error_msg",
    "array_is_list", "enum_exists", "fsync", "fdatasync", "ini_parse_quantity", "mb_str_pad", "json_validate", "array_find",
    "array_any", "array_all", "mb_trim", "mb_ucfirst", "memory_reset_peak_usage", "openssl_cipher_key_length", "str_increment",
    "iterator_apply_keys", "bcround", "http_get_last_response_headers", "request_parse_body",
}  # fmt: skip
YOUNG_CLASSES = {"weakmap", "stringable", "valueerror", "unhandledmatcherror", "fiber", "randomizer", "phptoken"}
YOUNG_TYPES = {"mixed", "never", "static", "true", "false", "null"}
NAMES = {"T_STRING", "T_NAME_FULLY_QUALIFIED", "T_NAME_QUALIFIED", "T_ARRAY", "T_CALLABLE", "T_STATIC"}
Token = tuple[str, str, int]


@dataclass
class Found:
    """What one file holds."""

    young: list[str] = field(default_factory=list)
    calls: set[str] = field(default_factory=set)
    operators: set[str] = field(default_factory=set)
    variable_calls: set[str] = field(default_factory=set)


def read(paths: Sequence[Path]) -> dict[Path, Found]:
    """Each file, looked through."""
    asked = json.dumps([str(path) for path in paths])
    done = subprocess.run(["php8.2", "-r", TOKENS], input=asked, capture_output=True, text=True, check=True)
    return {Path(path): _look([(a, b, c) for a, b, c in tokens]) for path, tokens in json.loads(done.stdout).items()}


def _look(tokens: list[Token]) -> Found:
    found = Found()
    for at, (kind, text, line) in enumerate(tokens):
        before, after = _text(tokens, at - 1), _text(tokens, at + 1)
        if kind in YOUNG_TOKENS:
            found.young.append(f"{line}: {text}")
        if kind == "T_LNUMBER" and text.lower().startswith("0o"):
            found.young.append(f"{line}: {text}")
        if text == "`":
            found.operators.add(text)
        if kind in ("T_EVAL", "T_INCLUDE", "T_INCLUDE_ONCE"):
            found.calls.add(text.lower())
        is_method = before in ("->", "::", "function", "?->", "new")
        if kind in NAMES and after == "(" and not is_method:
            name = text.lower().lstrip("\\")
            found.calls.add(name)
            if name in YOUNG_FUNCTIONS:
                found.young.append(f"{line}: {text}()")
        if kind == "T_VARIABLE" and after == "(" and before != "->":
            found.variable_calls.add(text)
        if kind in NAMES and text.lower().lstrip("\\") in YOUNG_CLASSES and before == "new":
            found.young.append(f"{line}: {text}")
        found.young += [f"{line}: {why}" for why in _younger(tokens, at)]
    return found


def _younger(tokens: list[Token], at: int) -> list[str]:
    kind = tokens[at][0]
    before, after = _text(tokens, at - 1), _text(tokens, at + 1)
    why = []
    if kind == "T_ELLIPSIS" and before == "(" and after == ")":
        why.append("first-class callable")
    if kind == "T_THROW" and before not in (";", "{", "}", ":", ")", "else", "<?php\n", "<?php"):
        why.append("throw as an expression")
    if kind == "T_CATCH" and "T_VARIABLE" not in {one[0] for one in _inside(tokens, at + 1)}:
        why.append("catch without a variable")
    if kind == "T_CLASS" and before == "::" and tokens[at - 2][0] == "T_VARIABLE":
        why.append("::class of an object")
    if (
        kind in ("T_STRING",)
        and after == ":"
        and before in ("(", ",")
        and _text(tokens, at + 2) != ":"
        and _encloser(tokens, at) == "call"
    ):
        why.append("named argument")
    if kind in ("T_FUNCTION", "T_FN"):
        why += _signature(tokens, at)
    if kind in ("T_PUBLIC", "T_PROTECTED", "T_PRIVATE") and _is_union(tokens, at + 1):
        why.append("union type")
    return why


def _signature(tokens: list[Token], at: int) -> list[str]:
    start = next((i for i in range(at, min(at + 4, len(tokens))) if tokens[i][1] == "("), None)
    if start is None:
        return []
    inside = _inside(tokens, start)
    end = start + len(inside) + 1
    why = []
    if inside and inside[-1][1] == ",":
        why.append("comma after the last parameter")
    depth = 0
    for number, (kind, text, _) in enumerate(inside):
        depth += text in "([{"
        depth -= text in ")]}"
        if depth == 0 and kind in ("T_PUBLIC", "T_PROTECTED", "T_PRIVATE"):
            why.append("promoted parameter")
        following = inside[number + 1][0] if number + 1 < len(inside) else ""
        if depth == 0 and text.lower() == "mixed" and following == "T_VARIABLE":
            why.append("type mixed")
        if depth == 0 and text in ("|", "&") and number and inside[number - 1][0] in NAMES and following in NAMES:
            why.append("union type")
    if _text(tokens, end + 1) == ":":
        place = end + 2 + (_text(tokens, end + 2) == "?")
        if _text(tokens, place).lower() in YOUNG_TYPES:
            why.append(f"type {_text(tokens, place)}")
        if _text(tokens, place + 1) in ("|", "&"):
            why.append("union type")
    return why


def _is_union(tokens: list[Token], at: int) -> bool:
    at += _text(tokens, at) == "?"
    return tokens[at][0] in NAMES and _text(tokens, at + 1) in ("|", "&") and tokens[at + 2][0] in NAMES


def _inside(tokens: list[Token], opening: int) -> list[Token]:
    depth = 0
    for place in range(opening, len(tokens)):
        depth += tokens[place][1] == "("
        depth -= tokens[place][1] == ")"
        if depth == 0:
            return tokens[opening + 1 : place]
    return []


def _encloser(tokens: list[Token], at: int) -> str:
    depth = 0
    for place in range(at - 1, 0, -1):
        text = tokens[place][1]
        depth += text in (")", "]", "}")
        depth -= text in ("(", "[", "{")
        if depth < 0:
            return "call" if text == "(" and tokens[place - 1][0] in NAMES else "other"
    return "other"


def _text(tokens: list[Token], at: int) -> str:
    return tokens[at][1] if 0 <= at < len(tokens) else ""
