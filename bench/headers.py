"""Header verdicts beside MDN's HTTP Observatory and Google's csp-evaluator, on their own cases and on variations.

The two npm packages are installed into the cache folder, never into the tree. `python -m bench.headers` prints a table.
"""

import fcntl
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rempart.scanner.core.headers.checks import CHECKS, judge_exchange
from rempart.scanner.core.headers.csp_findings import grave_findings
from rempart.scanner.core.headers.csp_policy import read_policies, together
from rempart.scanner.core.headers.reading import read_exchange
from rempart.terms.state import PASSING

HERE = Path(__file__).resolve().parent
PACKAGES = {
    "@mdn/mdn-http-observatory": "1.4.8",
    "csp_evaluator": "1.1.8",
    "chai": "5.3.3",
}  # chai: their tests want it
INSTALL_S = 300
RUN_S = 120
# Its installer would download the whole list; these are the entries that its own test files ask for.
PRELOADED = {
    "bugzilla.mozilla.org": {"mode": "force-https", "includeSubDomains": True},
    "facebook.com": {"mode": "force-https", "includeSubDomains": False},
    "pokeinthe.io": {"mode": "force-https", "includeSubDomains": True},
}
CODES = {
    "SCRIPT_UNSAFE_INLINE": "script_unsafe_inline",
    "PLAIN_URL_SCHEMES": "plain_url_scheme",
    "PLAIN_WILDCARD": "plain_wildcard",
    "MISSING_DIRECTIVES": "missing_directive",
    "SCRIPT_ALLOWLIST_BYPASS": "script_host_bypass",
    "OBJECT_ALLOWLIST_BYPASS": "plugin_host_bypass",
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """`differs` describes each case that is not answered alike."""

    alike: int
    total: int
    differs: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.alike / self.total if self.total else 0.0


def install() -> Path:
    """The folder that holds the packages; installs them once. Raises CalledProcessError when npm cannot."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rempart" / "peers-headers"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run in several processes
        wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
        done = cache / ".installed"
        if not done.exists() or done.read_text("utf-8").split() != wanted:
            command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(cache), *wanted]
            subprocess.run(command, check=True, timeout=INSTALL_S, capture_output=True, text=True)
            conf = cache / "node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json"
            conf.write_text(json.dumps(PRELOADED), "utf-8")
            done.write_text("\n".join(wanted), "utf-8")
    return cache / "node_modules"


def node(script: str, *arguments: str, lines: Iterable[Any] = ()) -> list[Any]:
    """Run one of the scripts beside this file; JSON lines in and out."""
    told = "".join(json.dumps(line) + "\n" for line in lines)
    command = ["node", str(HERE / script), *arguments]
    ran = subprocess.run(command, input=told, check=True, timeout=RUN_S, capture_output=True, text=True)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def own_cases(packages: Path) -> Agreement:
    """Every call that the Observatory's own test files make, judged by both."""
    cases = node("headers_observatory.mjs", str(packages / "@mdn/mdn-http-observatory"), "own")
    differs = []
    for case in cases:
        judged = CHECKS[case["check"]](read_exchange(case["exchange"]))
        if (judged.state in PASSING) != case["pass"]:
            differs.append(f"{case['id']} {case['check']}: {case['code']} there, {judged.code} here")
    return Agreement(len(cases) - len(differs), len(cases), tuple(differs))


def policies(packages: Path) -> Agreement:
    """csp-evaluator's high findings on the policies of its own tests and of the Observatory's: how many are ours too."""
    cases = node("headers_observatory.mjs", str(packages / "@mdn/mdn-http-observatory"), "own")
    told = {
        policy
        for case in cases
        for answer in [case["exchange"]["https"] or {"headers": {}}]
        for policy in [answer["headers"].get("content-security-policy")]
        if isinstance(policy, str)
    }
    found = node("headers_csp.mjs", str(packages / "csp_evaluator"), lines=[{"policy": text} for text in sorted(told)])
    theirs = missed = 0
    differs = []
    for case in found:
        high = {(directive, CODES.get(kind, kind), value.lower()) for directive, kind, value in case["findings"]}
        ours = {(g.directive, g.code, g.value) for g in grave_findings(together(read_policies(case["policy"])))}
        theirs += len(high)
        missed += len(high - ours)
        differs += [f"{case['policy'][:80]!r}: {' '.join(finding)}" for finding in sorted(high - ours)]
    return Agreement(theirs - missed, theirs, tuple(differs))


VARIATIONS: dict[str, list[Any]] = {
    "content-security-policy": [
        "default-src 'self'", "default-src *", "script-src 'self'; object-src 'none'; base-uri 'none'",
        "default-src 'self'; script-src 'nonce-abcdefgh' 'strict-dynamic' https:", "default-src data:", "sandbox",
        "default-src 'self'; connect-src http://a.example", "default-src 'self'; frame-ancestors 'none'; img-src http:",
        "default-src 'self' 'unsafe-inline' 'unsafe-eval'", "frame-ancestors *", "default-src 'self'; report-uri http://a",
        ["upgrade-insecure-requests", "default-src 'self' 'unsafe-inline'"], ["default-src 'self'", "default-src 'none'"],
    ],
    "strict-transport-security": [
        "max-age=31536000", "max-age=0", "max-age=15551999", "max-age=15552000;includesubdomains", "max-age=abc",
        'max-age="31536000"', "max-age = 31536000", "max-age=1; max-age=31536000", "preload", "",
    ],
    "set-cookie": [
        ["a=1"], ["a=1; Secure"], ["sess=1; Secure"], ["sess=1; Secure; HttpOnly"], ["a=1; Secure; SameSite=x"],
        ["xcsrf=1; Secure"], ["a=1; SameSite=None"], ["a=1; Secure; SameSite=None"], ["a"], ["__Host-a=1"],
        ["a=1; Domain=other.example"], ["wordpress_logged_in_x=1; Secure"],
    ],
    "x-frame-options": ["DENY", "sameorigin ", "SAMEORIGIN, SAMEORIGIN", "allow-from x", "x", "", ["DENY", "DENY"]],
    "x-content-type-options": ["nosniff", "NOSNIFF", "nosniff,nosniff", "x", "", ["nosniff", "x"]],
    "referrer-policy": ["no-referrer", "origin", "x", "no-referrer, x", "origin, same-origin", ["origin", "no-referrer"], ""],
    "cross-origin-resource-policy": ["same-site", "SAME-ORIGIN ", "cross-origin", "x", "", "same-site, same-site"],
    "access-control-allow-origin": ["*", "https://a.example", "null", ""],
}  # fmt: skip
BODIES = [
    "<script src='/a.js'></script>", "<script src='https://cdn.other/a.js'></script>", "<script src='//a.b/c'></script>",
    "<script src='https://cdn.other/a.js' integrity='sha256-x'></script>", "<base href='https://cdn.other/'><script src=a>",
    "<script src='https://www.site.example/a.js'></script>", "<noscript><script src='https://cdn.other/a'></script></noscript>",
    "<template><script src='https://cdn.other/a'></script></template>", "<!--<script src='https://cdn.other/a'></script>-->",
    "<meta http-equiv=content-security-policy content=\"default-src 'none'\">", "<meta name=referrer content=unsafe-url>",
    "<meta http-equiv=content-security-policy content=\"default-src 'self'; frame-ancestors 'none'\">",
]  # fmt: skip


def variations() -> Iterator[dict[str, Any]]:
    """A healthy site with one header, or the body, changed."""

    def exchange(id: str, headers: dict[str, Any], body: str = "", **given: Any) -> dict[str, Any]:
        page = {"status": 200, "headers": {"content-type": "text/html", **headers}, "body": body, "verified": True}
        plain = {"status": 200, "headers": {}, "body": "", "verified": True}
        hops = ["http://site.example/", "https://site.example/"]
        return {"id": id, "host": "site.example", "http": plain, "https": page, "redirects": hops} | given

    for name, values in VARIATIONS.items():
        for value in values:
            yield exchange(f"{name}: {value}", {name: value})
    for body in BODIES:
        yield exchange(body, {}, body)
    credentials = {"access-control-allow-credentials": "true", "access-control-allow-origin": "https://a.example"}
    for asked in ("https://a.example", "https://b.example"):
        told = exchange(f"credentials to {asked}", credentials)
        told["https"]["request_headers"] = {"origin": asked}
        yield told
    for hops in (["http"], ["http", "http"], ["http", "https", "http"], ["http", "http", "https"]):
        urls = [f"{scheme}://site.example/{n}" for n, scheme in enumerate(hops)]
        yield exchange(" > ".join(hops), {}, redirects=urls)
    yield exchange("only https", {}, http=None, redirects=[])


def varied(packages: Path) -> Agreement:
    """The Observatory beside us on the variations, ten checks each."""
    told = list(variations())
    theirs = node("headers_observatory.mjs", str(packages / "@mdn/mdn-http-observatory"), "exchanges", lines=told)
    differs = [
        f"{judged.check} {answer['id']}"
        for case, answer in zip(told, theirs, strict=True)
        for judged in judge_exchange(read_exchange(case))
        if (judged.state in PASSING) != answer["checks"][judged.check]
    ]
    total = len(told) * len(CHECKS)
    return Agreement(total - len(differs), total, tuple(differs))


def main() -> int:
    """Print agreement and times; 1 when below the figures we hold ourselves to."""
    packages = install()
    ok = True
    for name, compare, floor in (
        ("own cases", own_cases, 0.98),
        ("high findings", policies, 0.95),
        ("varied", varied, 0.0),
    ):
        before = time.perf_counter()
        result = compare(packages)
        ok &= result.share >= floor
        spent = time.perf_counter() - before
        print(f"{name:14} {result.alike:4} of {result.total:4} alike ({result.share:.1%}), both in {spent:.1f} s")
        print("".join(f"               differs: {case}\n" for case in result.differs), end="")
    told = [read_exchange(case) for case in variations()]
    before = time.perf_counter()
    for exchange in told:
        judge_exchange(exchange)
    print(f"judging        {(time.perf_counter() - before) / len(told) * 1e6:.0f} µs an exchange")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
