"""Signs of the core's version, from several places that are altered independently, and how they are weighed."""

import re
from collections.abc import Iterable

from rempart.facts.wordpress_core import Mark
from rempart.scanner.core.wordpress.page import MAX_PAGE_CHARACTERS, Page
from rempart.terms.php_version import compare

VERSION = r"(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?(?:-[A-Za-z0-9.-]{1,20})?)"
# Files whose `ver` WordPress fills with its own version; other files of core carry their library's version.
_OWN = (
    r"wp-(?:includes/(?:css/dist/block-library/(?:style|common|theme)|css/(?:dashicons|buttons|admin-bar|classic-themes)"
    r"|js/(?:wp-emoji-release|wp-embed|comment-reply|admin-bar|wp-util))|admin/(?:css/(?:login|forms|l10n)"
    r"|js/(?:password-strength-meter|user-profile)))(?:-rtl)?(?:\.min)?\.(?:css|js)\?ver="
)
_SCRIPT = re.compile(_OWN + VERSION + r"(?![\w.])")
_LOADER = re.compile(
    r"wp-admin/load-(?:styles|scripts)\.php\?[^\s\"'<>]{0,800}?(?:&|&amp;|&#038;)ver=" + VERSION + r"(?![\w.])"
)
_FEED = re.compile(r"<generator>https?://wordpress\.org/\?v=" + VERSION + r"</generator>")
_ATOM = re.compile(r'<generator uri="https?://wordpress\.org/" version="' + VERSION + '"')
_OPML = re.compile(r'<!-- generator="WordPress/' + VERSION + '" -->')
_README = re.compile(r"<br\s?/?>\s{0,9}Version " + VERSION)
_TAG = re.compile(r"WordPress " + VERSION + r"(?![\w.])")

# Files that came with a release and were still there in each later one looked at (6.1.9 to 6.6-RC3, compared file
# by file): the newest one present tells the branch, and no setting of the site can alter that.
BRANCH_FILES = (
    ("6.2", "/wp-includes/js/dist/private-apis.min.js"),
    ("6.3", "/wp-includes/js/dist/commands.min.js"),
    ("6.4", "/wp-includes/js/dist/patterns.min.js"),
    ("6.5", "/wp-includes/js/dist/vendor/wp-polyfill-importmap.min.js"),
    ("6.6", "/wp-includes/js/dist/vendor/react-jsx-runtime.min.js"),
)
# Marks that one filter or one line of configuration alters together count once.
GROUPS = {"generator": "tag", "feed": "tag", "opml": "tag", "script": "address", "login": "address", "readme": "readme"}
CONFIDENCE = {0: 0, 1: 60, 2: 85, 3: 95, 4: 98}  # percent by number of independent groups that agree
BRANCH_ONLY, CONFLICT_COSTS, LEAST = 40, 30, 20


def page_marks(page: Page) -> list[Mark]:
    """Generator tag and addresses of the front page."""
    told = [Mark("generator", found[1]) for text in page.generators if (found := _TAG.match(text))]
    return told[:1] + _first("script", page.text)


def login_marks(page: Page) -> list[Mark]:
    """Addresses of the sign-in page."""
    return _first("login", page.text)


def feed_marks(text: str) -> list[Mark]:
    """RSS or Atom."""
    text = text[:MAX_PAGE_CHARACTERS]
    found = _FEED.search(text) or _ATOM.search(text)
    return [Mark("feed", found[1])] if found else []


def opml_marks(text: str) -> list[Mark]:
    """wp-links-opml.php, which those who hide versions often forget."""
    found = _OPML.search(text[:MAX_PAGE_CHARACTERS])
    return [Mark("opml", found[1])] if found else []


def readme_marks(text: str) -> list[Mark]:
    """readme.html; only old releases print their version there."""
    found = _README.search(text[:MAX_PAGE_CHARACTERS])
    return [Mark("readme", found[1])] if found else []


def branch_marks(present: int) -> list[Mark]:
    """From the number of BRANCH_FILES that are there: the branch, or the side on which it lies beyond the list."""
    if present == 0:
        return [Mark("files_before", BRANCH_FILES[0][0])]
    return [Mark("files_from" if present == len(BRANCH_FILES) else "files", BRANCH_FILES[present - 1][0])]


def weigh(marks: Iterable[Mark]) -> tuple[str | None, int]:
    """The version that the most independent groups tell, and how sure that is, in percent."""
    marks = list(marks)
    told = [mark for mark in marks if mark.mark in GROUPS]
    files = [mark for mark in marks if mark.mark not in GROUPS]
    support = {
        version: len({GROUPS[mark.mark] for mark in told if mark.version == version})
        + sum(1 if _fits(mark, version) else -1 for mark in files)
        for version in sorted({mark.version for mark in told})
    }
    if not support:
        branch = next((mark.version for mark in files if mark.mark == "files"), None)
        return (branch, BRANCH_ONLY) if branch else (None, 0)
    address = {mark.version for mark in told if GROUPS[mark.mark] == "address"}  # harder to dress up than a tag
    best = max(support, key=lambda version: (support[version], version in address))
    agrees = len(support) == 1 and all(_fits(mark, best) for mark in files)
    sure = CONFIDENCE[min(max(support[best], 0), max(CONFIDENCE))]
    return best, sure if agrees else max(LEAST, sure - CONFLICT_COSTS)


def _fits(mark: Mark, version: str) -> bool:
    if mark.mark == "files_before":
        return compare(version, mark.version) < 0
    if mark.mark == "files_from":
        return compare(version, mark.version + "-alpha") >= 0
    return version == mark.version or version.startswith((mark.version + ".", mark.version + "-"))


def _first(mark: str, text: str) -> list[Mark]:
    """Versions in addresses; the most frequent one, since a plug-in may load one of these files with its own."""
    found = [match[1] for pattern in (_SCRIPT, _LOADER) for match in pattern.finditer(text)][:50]
    return [Mark(mark, max(sorted(set(found)), key=found.count))] if found else []
