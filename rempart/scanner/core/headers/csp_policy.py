"""Content security policies as values: read each one, and what several of them allow together (CSP level 3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SHORTEST_POLICY = 6  # characters; no directive is shorter, so less is a slip and no policy
REPEATABLE = frozenset({"report-uri", "report-to"})  # a second one is ignored and harms nothing
HEADER_ONLY = frozenset({"frame-ancestors", "report-uri", "sandbox"})  # browsers ignore these in a meta tag
FALLING_BACK = frozenset(
    [
        "child-src",
        "connect-src",
        "font-src",
        "frame-src",
        "img-src",
        "manifest-src",
        "media-src",
        "object-src",
        "prefetch-src",
        "script-src",
        "script-src-attr",
        "script-src-elem",
        "style-src",
        "style-src-attr",
        "style-src-elem",
        "worker-src",
    ]
)

Sources = frozenset[str]
NOTHING: Sources = frozenset({"'none'"})


@dataclass(frozen=True, slots=True)
class Policy:
    """Sources by directive in lower case; of a repeated directive the first counts. `repeated` names those."""

    directives: Mapping[str, Sources] = field(default_factory=dict)
    repeated: tuple[str, ...] = ()
    is_too_short: bool = False


def read_policies(header: str) -> list[Policy]:
    """The policies of one header value; a comma separates policies, since no source may contain one."""
    texts = header.replace("\r", "").replace("\n", "").split(",")
    if len(texts) > 1:
        texts = [text for text in texts if text.strip()] or texts[:1]
    return [read_policy(text) for text in texts]


def read_policy(text: str) -> Policy:
    """One policy. Nothing is refused here: what is odd is noted."""
    text = text.strip()
    found: dict[str, Sources] = {}
    repeated = []
    for directive in text.split(";"):
        name, *sources = directive.lower().split() or [""]
        if not name:
            continue
        if name in found:
            repeated.append(name)
        elif not sources and name.endswith("-src"):
            found[name] = NOTHING
        else:
            found[name] = frozenset(sources)
    return Policy(found, tuple(repeated), len(text) < SHORTEST_POLICY)


def together(policies: Sequence[Policy]) -> dict[str, Sources]:
    """What all policies allow: a source must be allowed by each policy that speaks of its directive."""
    names = sorted({name for policy in policies for name in policy.directives})
    return {name: _allowed([policy.directives for policy in policies], name) for name in names}


def _allowed(policies: Sequence[Mapping[str, Sources]], name: str) -> Sources:
    fallback = "default-src" if name in FALLING_BACK else name
    spoken = [p.get(name, p.get(fallback)) for p in policies]
    lists = [sources for sources in spoken if sources is not None]
    allowed = lists[0]
    for other in lists[1:]:
        allowed = frozenset(_narrower(a, b) for a in allowed for b in other if _narrower(a, b)) or NOTHING
    return allowed


def _narrower(a: str, b: str) -> str:
    """The source both allow, '' when there is none to be sure of: equal ones, or a folder and what lies in it."""
    if a == b or (b.endswith("/") and a.startswith(b)):
        return a
    return b if a.endswith("/") and b.startswith(a) else ""
