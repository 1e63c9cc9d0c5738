"""Facts as entry bodies and back: the one form in which the ledger carries them."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

import rempart.facts
from rempart.facts.fact import Fact, Observation
from rempart.terms.evidence import EvidenceClass, Operator, Vantage
from rempart.terms.reference import FactRef
from rempart.terms.scope import Subject


@lru_cache
def kinds() -> dict[str, type[Fact]]:
    """Every fact class by its kind. Raises ValueError when two classes claim one kind."""
    found: dict[str, type[Fact]] = {}
    for info in pkgutil.iter_modules(rempart.facts.__path__):
        for value in vars(importlib.import_module(f"rempart.facts.{info.name}")).values():
            is_fact = isinstance(value, type) and issubclass(value, Fact) and bool(value.kind)
            if is_fact and found.setdefault(value.kind, value) is not value:
                raise ValueError(f"fact kind {value.kind} is used twice")
    return found


def to_body(seen: Observation, run: str = "") -> dict[str, Any]:
    """The entry body of an observation: circumstances and the fact itself, whole numbers and texts only."""
    return {
        "fact_kind": seen.fact.kind,
        "fact_schema": seen.fact.schema,
        "evidence": seen.evidence.word,
        "source": seen.source,
        "version": seen.version,
        "operator": seen.operator.value,
        "vantage": seen.vantage.value,
        "run": run,
        "fact": msgspec.to_builtins(seen.fact),
    }


def from_body(
    body: Mapping[str, Any], *, org: str, subject: Subject, at_ms: int, ref: FactRef | None
) -> Observation | None:
    """Read an entry body back; None for what this release does not know or cannot read (kept, not judged)."""
    try:
        form = kinds().get(body["fact_kind"])
        if form is None or form.schema != body["fact_schema"]:
            return None
        return Observation(
            org=org,
            subject=subject,
            fact=msgspec.convert(body["fact"], form),
            taken_at_ms=at_ms,
            evidence=EvidenceClass[body["evidence"].upper()],
            source=_text(body["source"]),
            version=body["version"],
            operator=Operator(body["operator"]),
            vantage=Vantage(body["vantage"]),
            ref=ref,
        )
    except (KeyError, TypeError, ValueError, AttributeError, msgspec.ValidationError):
        return None  # a writer on another machine may send anything; one bad entry must not stop those behind it


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise TypeError("a source is a text")
    return said


def key_of(seen: Observation) -> str:
    """Like observations share a key: kind, what it is about, source and vantage. The newest of a key counts."""
    about = ",".join(str(getattr(seen.fact, name)) for name in seen.fact.about)
    return f"{seen.fact.kind}|{about}|{seen.source}|{seen.vantage.value}"[:200]
