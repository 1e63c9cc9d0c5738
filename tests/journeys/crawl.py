"""Which pages there are: followed from link to link, one of each kind, beside what the console says it knows."""

import re
from collections import deque
from collections.abc import Iterator

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import APIRequestContext

LINK = re.compile(r'<(?:a|area)[^>]*?\shref="(/[^"#]*)"')
STONES = {"https_everywhere", "no_version_told", "backup_daily", "sql_injection_stopped", "card_data_duties_documented"}
DOWNLOADS = {
    "mfa_download_recovery_codes", "companion_zip", "report", "document", "session_calendar",
    "lesson_export", "drill_figures_pdf", "my_certificate_pdf", "my_certificate_badge", "my_plan_calendar", "report_thunderbird",
    "report_roundcube", "report_outlook", "writing_file", "house_rule_file",
}  # fmt: skip
FILES = DOWNLOADS | {"device_root", "device_crl", "public_badge", "status_badge", "package_file"}


def known() -> Iterator[str]:
    """Names of every address of the console."""
    stack: list[URLPattern | URLResolver] = list(get_resolver().url_patterns)
    while stack:
        entry = stack.pop()
        if isinstance(entry, URLResolver) and str(entry.pattern).startswith("api/"):
            continue  # for programs
        if isinstance(entry, URLResolver):
            stack += entry.url_patterns
        else:
            yield str(entry.name)


def name_of(path: str) -> str | None:
    """The name of the address behind a path; None when the console does not know it."""
    try:
        return str(resolve(path.partition("?")[0]).url_name)
    except Resolver404:
        return None


class Found:
    """`pages`: path to name, one of each kind and a few stones. `dead`: links that lead to nothing."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.dead: list[str] = []
        self._tried: set[str] = set()

    def follow(self, ask: APIRequestContext, home: str, starts: list[str]) -> "Found":
        """Every link once; into a page only when its kind is new."""
        waiting = deque((start, "") for start in starts)
        while waiting:
            path, source = waiting.popleft()
            bare = path.partition("?")[0]
            if bare in self._tried:
                continue
            self._tried.add(bare)
            name = name_of(bare)
            if name is not None and name not in FILES and not self._is_new(name, bare):
                continue
            answer = ask.get(home + path)
            if answer.status >= 400:
                self.dead.append(f"{answer.status} {path} on {source}")
            elif name is not None and name not in FILES and answer.url.partition("?")[0] == home + bare:
                self.pages[bare] = name
                waiting.extend((link.replace("&amp;", "&"), bare) for link in LINK.findall(answer.text()))
        return self

    def _is_new(self, name: str, path: str) -> bool:
        if name == "stone":
            return path.rstrip("/").rpartition("/")[2] in STONES
        return name not in self.pages.values()
