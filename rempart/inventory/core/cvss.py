"""The base score of a CVSS 3.0 or 3.1 vector, in tenths, after the formula of FIRST's specification."""

_WEIGHTS = {
    "AV": {"N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2},
    "AC": {"L": 0.77, "H": 0.44},
    "UI": {"N": 0.85, "R": 0.62},
    "C": {"H": 0.56, "L": 0.22, "N": 0.0},
    "I": {"H": 0.56, "L": 0.22, "N": 0.0},
    "A": {"H": 0.56, "L": 0.22, "N": 0.0},
}
_RIGHTS = {False: {"N": 0.85, "L": 0.62, "H": 0.27}, True: {"N": 0.85, "L": 0.68, "H": 0.5}}
VECTOR_MAX = 200


def base_score(vector: str) -> int | None:
    """None for a text that is no such vector."""
    head, _, rest = vector[:VECTOR_MAX].partition("/")
    if head not in ("CVSS:3.0", "CVSS:3.1"):
        return None
    told = dict(part.split(":", 1) for part in rest.split("/") if ":" in part)
    try:
        is_changed = {"U": False, "C": True}[told["S"]]
        weight = {name: values[told[name]] for name, values in _WEIGHTS.items()}
        rights = _RIGHTS[is_changed][told["PR"]]
    except KeyError:
        return None
    lost = 1 - (1 - weight["C"]) * (1 - weight["I"]) * (1 - weight["A"])
    impact = 7.52 * (lost - 0.029) - 3.25 * (lost - 0.02) ** 15 if is_changed else 6.42 * lost
    if impact <= 0:
        return 0
    ease = 8.22 * weight["AV"] * weight["AC"] * rights * weight["UI"]
    return _up(min((1.08 if is_changed else 1.0) * (impact + ease), 10.0))


def _up(score: float) -> int:
    """Up to the next tenth, without what floating point adds at the end."""
    whole = round(score * 100_000)
    return whole // 10_000 if whole % 10_000 == 0 else whole // 10_000 + 1
