"""PHP's version_compare in Python: WordPress and its plug-ins order versions this way and no other.

Ported from the documented rules of php.net/version_compare; tests compare it with the real php program.
"""

MAX_VERSION_CHARACTERS = 200  # longer texts are no version; facts hold at most this
LARGEST = 2**63 - 1  # numbers beyond PHP's integers all count as the largest
_ORDER = (
    ("dev", 0),
    ("alpha", 1),
    ("a", 1),
    ("beta", 2),
    ("b", 2),
    ("RC", 3),
    ("rc", 3),
    ("#", 4),
    ("pl", 5),
    ("p", 5),
)
_UNKNOWN_FORM = -1  # any other word sorts below everything, even dev
_DIGITS = frozenset("0123456789")
_ALNUM = _DIGITS | frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_MARKS = frozenset("-_+")


def compare(first: str, second: str) -> int:
    """-1, 0 or 1 as PHP's version_compare says of the two texts."""
    first, second = _bytes(first), _bytes(second)
    return _compare(first, second)


def _compare(first: str, second: str) -> int:
    if not first or not second:
        return bool(first) - bool(second)
    return _walk(_canonical(first), _canonical(second))


def _bytes(version: str) -> str:
    """PHP works on bytes: one character for each byte of the text."""
    return version[:MAX_VERSION_CHARACTERS].encode("utf-8", "replace").decode("latin-1")


def _canonical(version: str) -> str:
    """Points between numbers and words, and instead of every other sign; never two in a row."""
    if version.startswith("#"):
        return version
    out, last = [version[0]], version[0]
    for sign in version[1:]:
        changes = sign not in _MARKS and ((_is_word(last) and sign in _DIGITS) or (last in _DIGITS and _is_word(sign)))
        if (changes or sign not in _ALNUM) and out[-1] != ".":
            out.append(".")
        if changes or sign in _ALNUM:
            out.append(sign)
        last = sign
    return "".join(out)


def _is_word(sign: str) -> bool:
    return sign not in _DIGITS and sign != "."


def _walk(first: str, second: str) -> int:
    """Part by part while both last; a rest is None once the last part of its text was read."""
    rest_one: str | None = first
    rest_two: str | None = second
    while rest_one and rest_two:
        one, point_one, after_one = rest_one.partition(".")
        two, point_two, after_two = rest_two.partition(".")
        if order := _compare_part(one, two):
            return order
        rest_one = after_one if point_one else None
        rest_two = after_two if point_two else None
    if rest_one is not None:
        return _beside_nothing(rest_one)
    return 0 if rest_two is None else -_beside_nothing(rest_two)


def _beside_nothing(rest: str) -> int:
    """What a longer version is beside the shorter one: 1.0.1 is more than 1.0, 1.0-beta is less."""
    return 1 if rest[:1] in _DIGITS else _compare(rest, "#N#")


def _compare_part(one: str, two: str) -> int:
    if one[:1] in _DIGITS and two[:1] in _DIGITS:
        a, b = min(int(_leading(one)), LARGEST), min(int(_leading(two)), LARGEST)
    else:
        a = _rank("#N#" if one[:1] in _DIGITS else one)
        b = _rank("#N#" if two[:1] in _DIGITS else two)
    return (a > b) - (a < b)


def _leading(part: str) -> str:
    return part[: next((i for i, sign in enumerate(part) if sign not in _DIGITS), len(part))]


def _rank(form: str) -> int:
    return next((order for name, order in _ORDER if form.startswith(name)), _UNKNOWN_FORM)
