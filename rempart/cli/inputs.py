"""Files a person hands to a command: profile and answers, TOML or JSON, with errors that say what to change."""

import json
import ssl
import tomllib
from pathlib import Path
from typing import Any, get_args

import msgspec

from rempart.cli.command import UsageFault
from rempart.facts.answer import Answer, AnswerValue
from rempart.facts.profile import Profile

MAX_FILE_BYTES = 1_048_576  # a profile is a few lines, the answers to 115 questions a few KB

DEFAULTS: dict[str, Any] = {
    "kind_of_site": "company", "collects_customer_data": False, "sells": False, "holds_card_data": False,
    "is_regulated": False, "is_revenue_critical": False, "has_sensitive_ip": False, "is_large_network": False,
    "grows_fast": False, "visitors_month": None, "revenue_hour_minor": None, "currency": "EUR", "people": 1,
    "moves_money": False,
}  # fmt: skip


def read_table(file: Path) -> dict[str, Any]:
    """The table in a TOML or JSON file. Raises UsageFault."""
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise UsageFault(f"{file} is larger than 1 MB.", "Give the file with the answers alone.")
        text = file.read_text("utf-8")
        table = json.loads(text) if file.suffix == ".json" else tomllib.loads(text)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, tomllib.TOMLDecodeError, RecursionError) as bad:
        raise UsageFault(f"{file} cannot be read ({bad}).", "Give a TOML or JSON file.") from bad
    if not isinstance(table, dict):
        raise UsageFault(f"{file} holds no table.", "Write one line for each field: name = value.")
    return table


def read_profile(file: Path) -> Profile:
    """What is not written keeps its default: a company that does not sell. Raises UsageFault."""
    table = read_table(file)
    unknown = sorted(set(table) - set(DEFAULTS))
    if unknown:
        raise UsageFault(f"{file}: unknown fields {', '.join(unknown)}.", f"Known are: {', '.join(sorted(DEFAULTS))}.")
    try:
        return msgspec.convert(DEFAULTS | table, Profile)
    except msgspec.ValidationError as bad:
        raise UsageFault(f"{file}: {bad}.", "See docs/generated/facts.md, business.profile.") from bad


def read_answers(file: Path, controls: set[str]) -> list[Answer]:
    """A table control = answer, or control = {value, is_vague}. Raises UsageFault naming what is wrong."""
    table = read_table(file)
    unknown = sorted(set(table) - controls)
    if unknown:
        raise UsageFault(
            f"{file}: no such control: {', '.join(unknown[:5])}.", "docs/generated/controls.md lists them."
        )
    answers = []
    for control, given in sorted(table.items()):
        fields = given if isinstance(given, dict) else {"value": given}
        try:
            answers.append(msgspec.convert({"control": control, **fields}, Answer))
        except msgspec.ValidationError as bad:
            allowed = ", ".join(get_args(AnswerValue))
            raise UsageFault(f"{file}: {control}: {bad}.", f"Answers are: {allowed}.") from bad
    return answers


def check_certificates(file: Path) -> None:
    """A PEM file with at least one certificate to trust. Raises UsageFault."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=file)
    except OSError as bad:  # ssl.SSLError is one
        why = (
            bad.strerror
            if isinstance(bad, FileNotFoundError | PermissionError | IsADirectoryError)
            else "no certificate"
        )
        raise UsageFault(f"{file} cannot be used ({why}).", "Give a PEM file with certificates to trust.") from bad
