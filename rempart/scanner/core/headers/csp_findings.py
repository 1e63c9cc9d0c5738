"""Grave weaknesses of a policy: ways to run a foreign script in spite of it (what csp-evaluator calls high)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rempart.scanner.core.headers.csp_hosts import NEEDS_EVAL, PLUGIN_HOSTS, SCRIPT_HOSTS
from rempart.scanner.core.headers.csp_policy import Sources

SCRIPTS = ("script-src", "script-src-attr", "script-src-elem")
SCHEMES = frozenset({"data:", "http:", "https:"})
_NONCE = re.compile(r"'nonce-[a-z0-9+/_-]+={0,2}'", re.IGNORECASE)
_HASH = re.compile(r"'sha(256|384|512)-[a-z0-9+/_-]+={0,2}'", re.IGNORECASE)
_SCHEME = re.compile(r"(?:[a-z0-9_][a-z0-9_+.-]{0,40}:)?//", re.IGNORECASE)
_BARE_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)

SENTENCES = {
    "script_unsafe_inline": "{directive} allows 'unsafe-inline', so injected scripts run.",
    "plain_url_scheme": "{directive} allows {value}, so a script from any server runs.",
    "plain_wildcard": "{directive} allows {value}, so a script from any server runs.",
    "missing_directive": "{directive} is missing.",
    "script_host_bypass": "{directive} allows {value}, which also serves files that run any script.",
    "plugin_host_bypass": "{directive} allows {value}, which also serves plug-in files that run any script.",
}


@dataclass(frozen=True, slots=True, order=True)
class Grave:
    """One grave finding; `value` is the source it is about, '' when a directive is missing."""

    directive: str
    code: str
    value: str = ""

    @property
    def sentence(self) -> str:
        """For people; long sources are cut."""
        return SENTENCES[self.code].format(directive=self.directive, value=self.value[:80])


def grave_findings(allowed: Mapping[str, Sources]) -> tuple[Grave, ...]:
    """All grave findings, sorted. `allowed` as from csp_policy."""
    seen = _as_seen(allowed)
    return tuple(sorted({*_missing(allowed, seen), *_open(seen), *_bypassed(seen)}))


def _reaches(allowed: Mapping[str, Sources], directive: str) -> str:
    """The directive that speaks for `directive`."""
    chain = [directive, "script-src"] if directive.startswith("script-src-") else [directive]
    return next((name for name in chain if name in allowed), directive if directive == "base-uri" else "default-src")


def _has_nonce(sources: Sources) -> bool:
    return any(_NONCE.fullmatch(source) for source in sources)


def _has_hash(sources: Sources) -> bool:
    return any(_HASH.fullmatch(source) for source in sources)


def _as_seen(allowed: Mapping[str, Sources]) -> dict[str, Sources]:
    """The policy without the sources that a browser of today ignores."""
    seen = dict(allowed)
    for directive in {_reaches(allowed, name) for name in SCRIPTS} & set(allowed):
        sources = seen[directive]
        if _has_nonce(sources) or _has_hash(sources):
            sources -= {"'unsafe-inline'"}
        if "'strict-dynamic'" in sources:
            sources = frozenset(s for s in sources if s.startswith("'") and s not in ("'self'", "'unsafe-inline'"))
        seen[directive] = sources
    return seen


def _missing(allowed: Mapping[str, Sources], seen: Mapping[str, Sources]) -> Iterator[Grave]:
    if not seen.get("object-src", seen.get("default-src")):
        yield Grave("object-src", "missing_directive")
    if "script-src" not in allowed and "default-src" not in allowed:
        yield Grave("script-src", "missing_directive")
    scripts = seen.get(_reaches(allowed, "script-src"), frozenset())
    if "base-uri" not in allowed and (_has_nonce(scripts) or (_has_hash(scripts) and "'strict-dynamic'" in scripts)):
        yield Grave("base-uri", "missing_directive")


def _open(seen: Mapping[str, Sources]) -> Iterator[Grave]:
    for directive in {_reaches(seen, name) for name in SCRIPTS}:
        if "'unsafe-inline'" in seen.get(directive, ()):
            yield Grave(directive, "script_unsafe_inline", "'unsafe-inline'")
    for directive in {_reaches(seen, name) for name in (*SCRIPTS, "object-src", "base-uri")}:
        for source in seen.get(directive, ()):
            if source in SCHEMES:
                yield Grave(directive, "plain_url_scheme", source)
            elif _SCHEME.sub("", source, count=1) == "*":
                yield Grave(directive, "plain_wildcard", source)


def _bypassed(seen: Mapping[str, Sources]) -> Iterator[Grave]:
    for directive in {_reaches(seen, name) for name in ("script-src", "script-src-elem")}:
        sources = seen.get(directive, frozenset())
        known = SCRIPT_HOSTS | NEEDS_EVAL if "'unsafe-eval'" in sources else SCRIPT_HOSTS
        for source in sources if "'none'" not in sources else ():
            if not _BARE_SCHEME.fullmatch(source) and _serves(source, known):
                yield Grave(directive, "script_host_bypass", source)
    directive = _reaches(seen, "object-src")
    sources = seen.get(directive, frozenset())
    types = seen.get("plugin-types")
    if "'none'" not in sources and (types is None or "application/x-shockwave-flash" in types):
        for source in sources:
            if _serves(source, PLUGIN_HOSTS):
                yield Grave(directive, "plugin_host_bypass", source)


def _serves(source: str, hosts: Mapping[str, str] | frozenset[str]) -> bool:
    """Whether one of the hosts falls under the source expression; a path narrows it and is not followed further."""
    if source.startswith("'") or "." not in source:
        return False
    place, slash, path = _SCHEME.sub("", source, count=1).lower().partition("/")
    host = place.split(":")[0]
    if slash and path:
        return False  # the known files lie elsewhere, or nobody can tell from outside
    if host.startswith("*."):
        return any(known.endswith(host[1:]) for known in hosts)
    return host in hosts
