"""Which names are borrowed in a text, and whether the mail comes from those who own them."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rempart.mail.core.message.decoding import seen
from rempart.mail.core.message.urls import domain_of


@dataclass(frozen=True, slots=True)
class Brand:
    """`domains` as registered, or hosts where only a part of a domain is theirs."""

    name: str
    domains: frozenset[str]

    def owns(self, host: str) -> bool:
        """Also every name below."""
        return any(host == one or host.endswith(f".{one}") for one in self.domains)


@dataclass(frozen=True, slots=True)
class _Book:
    by_name: dict[str, Brand]
    strict: dict[str, Brand]  # ordinary words: only as the first of a sender's name
    pattern: re.Pattern[str]
    labels: dict[str, Brand]  # the registered word of each domain, for look-alikes


@cache
def book() -> _Book:
    """Read once from `brands.txt`."""
    by_name: dict[str, Brand] = {}
    strict: dict[str, Brand] = {}
    labels: dict[str, Brand] = {}
    for line in files(__package__).joinpath("brands.txt").read_text("utf-8").splitlines():
        names, bar, hosts = line.partition("|")
        if line.startswith("#") or not bar:
            continue
        domains = frozenset(hosts.split())
        for name in (one.strip() for one in names.split(",")):
            brand = Brand(name.lstrip("~"), domains)
            (strict if name.startswith("~") else by_name)[_folded(brand.name)] = brand
        for host in domains:
            label = domain_of(host).partition(".")[0]
            if len(label) >= 5:
                labels.setdefault(label, Brand(names.split(",")[0].strip(), domains))
    said = sorted(by_name, key=len, reverse=True)
    pattern = re.compile("|".join(_bounded(one) for one in said))
    return _Book(by_name, strict, pattern, labels)


def _bounded(name: str) -> str:
    return rf"(?<![\w@.-]){re.escape(name)}(?![\w@-]|\.\w)" if name.isascii() else re.escape(name)


def _folded(text: str) -> str:
    return " ".join(seen(text).lower().replace("’", "'").split())


def named(text: str) -> list[Brand]:
    """Names of brands in it, each once, in the order they come."""
    found = book()
    return list(dict.fromkeys(found.by_name[one.group()] for one in found.pattern.finditer(_folded(text))))


def named_by(sender: str) -> list[Brand]:
    """In the name that a sender gives itself, where ordinary words count when they stand first."""
    folded = _folded(sender)
    first = re.split(r"[^\w&']+", folded, maxsplit=1)[0]
    more = [brand for name, brand in book().strict.items() if name in (folded, first)]
    return named(sender) + more
