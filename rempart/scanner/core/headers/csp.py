"""Content-Security-Policy: does it stop foreign scripts, plug-ins and clear-text sources (MDN HTTP Observatory's cut)."""

from collections.abc import Iterable, Mapping

from rempart.scanner.core.headers.csp_findings import grave_findings
from rempart.scanner.core.headers.csp_policy import (
    HEADER_ONLY,
    NOTHING,
    REPEATABLE,
    Policy,
    Sources,
    read_policies,
    read_policy,
    together,
)
from rempart.scanner.core.headers.exchange import Answer, Exchange
from rempart.scanner.core.headers.html_type import is_html
from rempart.scanner.core.headers.judged import Judged, unanswered
from rempart.scanner.core.headers.page import read_page
from rempart.terms.state import State

BROAD = frozenset({"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"})
INLINE = frozenset({"'unsafe-inline'", "data:"})
IMAGES = ("img-src", "media-src")
ANYTHING: Sources = frozenset({"*"})

FAULTS = {
    "csp_invalid": "The content security policy cannot be relied on: a directive stands in it twice, it is empty, "
    "or 'strict-dynamic' has no nonce or hash.",
    "csp_scripts_unsafe": "The content security policy lets scripts or plug-ins in from anywhere, or inline.",
    "csp_clear_text": "The content security policy allows sources over unencrypted http or ftp.",
    "csp_eval": "The content security policy allows 'unsafe-eval': text can become code.",
    "csp_missing": "There is no content security policy.",
    "csp_report_only": "The content security policy only reports; it stops nothing yet.",
}
FINE = {
    "csp_images_clear_text": "Scripts are held; images or media may still come over unencrypted http.",
    "csp_styles_inline": "Scripts are held; styles may still be inline or from anywhere.",
    "csp_default_none": "The content security policy forbids everything that it does not name.",
    "csp_strict": "The content security policy names where scripts may come from.",
}


def judge(exchange: Exchange) -> Judged:
    """The policies of header and meta tags, judged together as a browser applies them."""
    page = exchange.page
    if page is None:
        return unanswered("csp")
    header, meta = policies_of(page)
    if not any(p.is_too_short for p in [*header, *meta]) and not any(p.directives for p in [*header, *meta]):
        only = page.first("content-security-policy-report-only")
        return _fault("csp_report_only" if only else "csp_missing")
    if any(policy.is_too_short or set(policy.repeated) - REPEATABLE for policy in [*header, *meta]):
        return _fault("csp_invalid")
    allowed = together([*header, *meta])
    code = weigh(allowed, exchange.is_encrypted)
    grave = "".join(f" {finding.sentence}" for finding in grave_findings(allowed))
    if code in FINE:
        return Judged("csp", State.MET, code, FINE[code] + grave)
    return Judged("csp", State.NOT_MET, code, FAULTS[code] + grave)


def policies_of(page: Answer) -> tuple[list[Policy], list[Policy]]:
    """Policies of the headers, and those of meta tags without what browsers ignore there."""
    header = [p for value in page.values("content-security-policy") for p in read_policies(value)]
    texts = read_page(page.body).policies if is_html(page) else ()
    meta = [p for text in texts for p in map(_as_meta, [read_policy(text)]) if p.directives or p.is_too_short]
    return header, meta


def _as_meta(policy: Policy) -> Policy:
    kept = {name: sources for name, sources in policy.directives.items() if name not in HEADER_ONLY}
    return Policy(kept, policy.repeated, policy.is_too_short)


def _fault(code: str) -> Judged:
    return Judged("csp", State.NOT_MET, code, FAULTS[code])


def is_nonce_or_hash(source: str) -> bool:
    """Whether a source names single scripts instead of places."""
    return source.startswith(("'nonce-", "'sha256-", "'sha384-", "'sha512-"))


def weigh(allowed: Mapping[str, Sources], is_encrypted: bool) -> str:
    """The code of the worst that the policy leaves open."""
    default = allowed.get("default-src")
    scripts = _without_ignored(allowed.get("script-src", default if default is not None else ANYTHING))
    styles = _without_ignored(allowed.get("style-src", default if default is not None else ANYTHING))
    objects = allowed.get("object-src", default if default is not None else ANYTHING)
    if "'strict-dynamic'" in scripts:
        if not any(map(is_nonce_or_hash, scripts)):
            return "csp_invalid"
        scripts = frozenset(s for s in scripts if s != "'self'" and not s.startswith(("http:", "https:", "ftp:", "*")))
    if scripts & (BROAD | INLINE) or objects & BROAD:
        return "csp_scripts_unsafe"
    active = [s for name, sources in allowed.items() if name not in (*IMAGES, "script-src") for s in sources]
    if is_encrypted and _clear_text([*active, *scripts]):
        return "csp_clear_text"
    if "'unsafe-eval'" in scripts | styles:
        return "csp_eval"
    passive = [s for name in IMAGES for s in allowed.get(name, default or ())]
    if is_encrypted and _clear_text(passive):
        return "csp_images_clear_text"
    if styles & (BROAD | INLINE):
        return "csp_styles_inline"
    return "csp_default_none" if default == NOTHING else "csp_strict"


def _without_ignored(sources: Sources) -> Sources:
    """Browsers ignore 'unsafe-inline' beside a nonce or a hash."""
    return sources - {"'unsafe-inline'"} if any(map(is_nonce_or_hash, sources)) else sources


def _clear_text(sources: Iterable[str]) -> bool:
    return any(source.startswith(("http:", "ftp:")) for source in sources)
