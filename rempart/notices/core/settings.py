"""What can be set on a way of telling, and what is wrong with what was typed."""

import re
from collections.abc import Mapping

SEALED = frozenset({"secret", "authorization", "url"})  # whoever knows such an address can post there
OPTIONAL = frozenset({"secret", "authorization"})
NUMBER_MAX = 16  # E.164: a plus and at most 15 digits
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}").fullmatch
_MAIL = re.compile(r"[^\s@<>,;:\"]{1,64}@[^\s@<>,;:\"]{1,190}").fullmatch
_HEADER = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,1023}").fullmatch
_SECRET = re.compile(r"[\x21-\x7e]{8,256}").fullmatch
SLOTS = ("{to}", "{text}")
TEMPLATE_MAX = 2_000


def faults(names: tuple[str, ...], values: Mapping[str, str]) -> dict[str, str]:
    """By field, a code of what is wrong: missing, bad_number, bad_mail, bad_header, bad_secret, bad_template."""
    wrong: dict[str, str] = {}
    for name in names:
        value = values.get(name, "")
        if not value:
            if name not in OPTIONAL:
                wrong[name] = "missing"
        elif code := _fault(name, value):
            wrong[name] = code
    return wrong


def _fault(name: str, value: str) -> str:
    checks = {"number": _NUMBER, "address": _MAIL, "authorization": _HEADER, "secret": _SECRET}
    if name == "template":
        return "" if len(value) <= TEMPLATE_MAX and all(slot in value for slot in SLOTS) else "bad_template"
    check = checks.get(name)
    codes = {"number": "bad_number", "address": "bad_mail", "authorization": "bad_header", "secret": "bad_secret"}
    return "" if check is None or check(value) else codes[name]
