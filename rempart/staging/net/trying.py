"""The checks of a drill, on an open copy: does it boot, do pages, sign-in and media work, is there a way out?"""

import json
import re
import urllib.parse
from collections.abc import Callable
from html.parser import HTMLParser

from rempart.channel.copies import Answer
from rempart.channel.source import Trouble
from rempart.staging.core.drill import FAILED, PASSED, Name, Step
from rempart.staging.net.gate import OWN
from rempart.staging.net.opened import OpenCopy

PAGES = 12  # that are looked at
SITES = 20  # of a network
MEDIA = 20
_BROKEN = re.compile(rb"There has been a critical error|Error establishing a database connection|<b>Fatal error</b>|"
                     rb"^(PHP )?Fatal error:", re.IGNORECASE | re.MULTILINE)  # fmt: skip
_SKIP = re.compile(
    r"wp-login|wp-admin|logout|add-to-cart|replytocom|\?feed|/feed/|wp-json|xmlrpc|action=", re.IGNORECASE
)
_SITES = "(is_multisite() ? get_sites(['number' => %d, 'archived' => 0, 'deleted' => 0, 'spam' => 0, 'fields' => 'ids']) : [])"
_FRONTS = f"""
echo "\\n" . json_encode(array_map(fn ($site) => (string) wp_parse_url(get_home_url($site, '/'), PHP_URL_PATH), {_SITES}));
"""
_FILES = f"""
$out = [];
foreach ({_SITES} ?: [0] as $site) {{
    $site && switch_to_blog($site);
    foreach (get_posts(['post_type' => 'attachment', 'numberposts' => %d, 'post_status' => 'inherit']) as $one) {{
        $file = get_attached_file($one->ID); $url = wp_get_attachment_url($one->ID);
        $out[] = [(string) wp_parse_url($url, PHP_URL_PATH), is_file($file) ? filesize($file) : -1];
    }}
    $site && restore_current_blog();
}}
echo "\\n" . json_encode($out);
"""
_OUT = """
error_reporting(0); $got = [];
$got['tcp'] = (bool) fsockopen('1.1.1.1', 443, $n, $w, 3);
$got['tcp_hub'] = (bool) fsockopen('127.0.0.1', %d, $n, $w, 3);
$got['dns'] = gethostbyname('example.com') !== 'example.com';
$got['hub'] = file_exists(%s);
$got['devices'] = count(glob('/sys/class/net/*') ?: []) > 1;
$lines = array_slice(file('/proc/net/dev') ?: [], 2);
$got['network'] = count(array_filter($lines, fn ($line) => !str_contains($line, 'lo:'))) > 0;
echo "\\n" . json_encode($got);
"""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Where links lead."""
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def boot(copy: OpenCopy) -> Step:
    """The front page, whole."""
    answer = copy.fetch("/")
    if answer.status != 200 or is_broken(answer):
        return Step(Name.BOOT, FAILED, code="front_page", numbers={"status": answer.status})
    return Step(Name.BOOT, PASSED, numbers={"bytes": len(answer.body)})


def is_broken(answer: Answer) -> bool:
    """What PHP or WordPress says of itself, or a page that ends in the middle."""
    is_page = "html" in answer.headers.get("content-type", "")
    return bool(_BROKEN.search(answer.body)) or (is_page and b"</html>" not in answer.body[-4_096:].lower())


def pages(copy: OpenCopy) -> Step:
    """The pages that the front page leads to; of a network the front page of each site, too."""
    fronts = {"/"}
    if copy.known.is_network:
        fronts |= {urllib.parse.quote(str(path), safe="/%") for path in _json(copy.php(_FRONTS % SITES).out)}
    seen, missing = set(fronts), 0
    most = PAGES + len(seen)
    bad = sum(answer.status != 200 or is_broken(answer) for answer in map(copy.fetch, fronts))
    links = _Links()
    links.feed(copy.fetch("/").body.decode("utf-8", "replace"))
    for link in links.found:
        parts = urllib.parse.urlsplit(urllib.parse.urljoin(copy.url + "/", link))
        path = urllib.parse.quote(parts.path or "/", safe="/%:@+,;=~-._") + (f"?{parts.query}" if parts.query else "")
        is_here = f"{parts.scheme}://{parts.netloc}" == copy.url and not _SKIP.search(path) and path.isascii()
        if not is_here or " " in path or path in seen or len(seen) >= most:
            continue
        seen.add(path)
        answer = copy.fetch(path)
        missing += 400 <= answer.status < 500  # a dead link is one on the live site too: rows and files are all here
        bad += answer.status >= 500 or is_broken(answer)
    numbers = {"pages": len(seen) - missing, "missing": missing, "bad": bad, "sites": len(fronts)}
    return Step(Name.PAGES, FAILED if bad else PASSED, code="bad_pages" if bad else "", numbers=numbers)


def sign_in(copy: OpenCopy) -> Step:
    """A stranger does not even see the copy; with the right password the form leads into the administration."""
    if copy.fetch("/", cookies={}).status != 403:
        return Step(Name.SIGN_IN, FAILED, code="open_to_strangers")
    base = copy.known.core if copy.known.home == "" else ""
    form = {"log": copy.known.login, "pwd": copy.known.password, "wp-submit": "1", "testcookie": "1",
            "redirect_to": f"{copy.url}{base}/wp-admin/"}  # fmt: skip
    mine = dict(copy.cookies())
    answer = copy.fetch(
        f"{base}/wp-login.php", method="POST", body=urllib.parse.urlencode(form).encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        cookies={**mine, f"{OWN}wordpress_test_cookie": "WP%20Cookie%20check"},
    )  # fmt: skip
    if answer.status == 302 and any("logged_in" in name for name in answer.cookies):
        inside = copy.fetch(f"{base}/wp-admin/", cookies={**mine, **answer.cookies})
        is_in = inside.status == 200 and not is_broken(inside)
        return Step(Name.SIGN_IN, PASSED if is_in else FAILED, code="" if is_in else "administration")
    # A second factor, or a form of the site's own, stands before the administration: it is opened past the form.
    inside = copy.fetch(f"{base}/wp-admin/", cookies=copy.cookies(signed_in=True))
    is_in = inside.status == 200 and not is_broken(inside)
    return Step(Name.SIGN_IN, PASSED if is_in else FAILED, code="past_the_form" if is_in else "form")


def media(copy: OpenCopy) -> Step:
    """Files that the library lists are there, and come over the web as long as they are."""
    found = _json(copy.php(_FILES % (SITES, MEDIA)).out)
    bad = 0
    for path, size in found if isinstance(found, list) else []:
        answer = copy.fetch(urllib.parse.quote(str(path), safe="/%"))
        bad += size < 0 or answer.status != 200 or len(answer.body) != size
    numbers = {"media": len(found), "bad": bad}
    return Step(Name.MEDIA, FAILED if bad else PASSED, code="bad_media" if bad else "", numbers=numbers)


def walls(copy: OpenCopy) -> Step:
    """Tried from inside, on this very copy."""
    state = json.dumps(str(copy.box.folder / "own"))
    got = _json(copy.php(_OUT % (copy.gate.port, state), with_site=False).out)
    out = sorted(name for name, is_out in got.items() if is_out) if isinstance(got, dict) else ["silent"]
    numbers = {"mails": copy.sunk().mails, "calls": sum(copy.sunk().calls.values()), "tried": len(got)}
    return Step(
        Name.WALLS, FAILED if out else PASSED, code="way_out" if out else "", numbers=numbers, said=",".join(out)
    )


CHECKS: tuple[Callable[[OpenCopy], Step], ...] = (boot, pages, sign_in, media, walls)


def _json(out: bytes) -> dict[str, bool] | list[tuple[str, int]]:
    """The last line; what a plug-in prints before does not matter. Raises Trouble."""
    try:
        found = json.loads(out.rstrip().rpartition(b"\n")[2])
    except ValueError as bad:
        raise Trouble("no_answer", "PHP in the copy does not answer") from bad
    if not isinstance(found, dict | list):
        raise Trouble("no_answer", "PHP in the copy does not answer")
    return found
