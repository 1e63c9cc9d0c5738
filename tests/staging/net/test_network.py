"""A network of sites in a copy: each of its sites opens below the copy's one address, masked like the first."""

import json
import re
from collections.abc import Iterator

import pytest

from rempart.staging.core.drill import PASSED
from rempart.staging.net import trying
from rempart.staging.net.opened import OpenCopy
from tests.companion.putback.network import MEDIA
from tests.staging.network import MAIN, OTHER, network_copy

pytestmark = [pytest.mark.slow, pytest.mark.file, pytest.mark.timeout(600)]
TRUE = ("marie.dupont", "owner@quarry", "203.0.113.77", "sk_live_", MAIN, OTHER)

ALL = """
global $wpdb; $all = '';
foreach ($wpdb->get_col('SHOW TABLES') as $t) {
    if (in_array($t, ["{$wpdb->prefix}blogs", "{$wpdb->prefix}site"], true)) { continue; }
    $where = str_ends_with($t, 'options') ? " WHERE option_name NOT IN ('home', 'siteurl')" : '';
    $all .= json_encode($wpdb->get_results("SELECT * FROM `$t`$where", ARRAY_A), JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
}
echo json_encode(['all' => $all, 'admins' => get_super_admins(), 'sites' => array_map(fn ($s) => get_home_url($s->blog_id), get_sites())]);
"""


@pytest.fixture(scope="module", params=["sqlite", "mariadb"])
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenCopy]:
    """Of a network made for this file alone."""
    with network_copy(request.param, tmp_path_factory.mktemp("network")) as found:
        yield found


def page(copy: OpenCopy, path: str) -> str:
    """As who is let in sees it; nothing of it leads to the live sites."""
    answer = copy.fetch(path)
    text = answer.body.decode()
    assert answer.status == 200, (path, answer.status, answer.headers, copy.error_log()[-3:])
    assert not [name for name in (MAIN, OTHER) if f"//{name}" in text]
    return text


def title(text: str) -> str:
    found = re.search(r"<title>([^<]*)", text)
    return found[1] if found else ""


def test_every_site_opens_below_the_one_address(copy: OpenCopy) -> None:
    assert title(page(copy, "/")).startswith("Quarry")
    assert title(page(copy, "/atelier/")).startswith("Atelier")
    assert title(page(copy, "/site-3/")).startswith("Bois")
    assert "A letter at Bois" in page(copy, "/site-3/")
    assert f"{copy.url}/site-3/" in page(copy, "/site-3/")
    assert "A letter at Atelier" in page(copy, "/atelier/?s=letter")
    assert f"<link>{copy.url}/site-3</link>" in page(copy, "/site-3/?feed=rss2")


def test_files_and_administration_of_each_site(copy: OpenCopy) -> None:
    assert copy.fetch(f"/{MEDIA}/{media_path(copy)}").body == b"stone " * 5000
    file = (
        copy.run(["sh", "-c", "ls -d wp-includes/*.js wp-includes/*/*.js wp-includes/*.php | head -1"])
        .out.decode()
        .strip()
    )
    plain = "license.txt" if file.endswith(".php") else file
    assert copy.fetch(f"/{plain}").status == 200
    for below in ("", "/atelier", "/site-3"):
        if below:
            found = copy.fetch(f"{below}/{plain}")
            assert (found.status, found.headers["location"]) == (302, f"/{plain}")
        assert copy.fetch(f"{below}/wp-admin").headers["location"].endswith(f"{below}/wp-admin/")
        inside = copy.fetch(f"{below}/wp-admin/", cookies=copy.cookies(signed_in=True))
        assert (inside.status, b"</html>" in inside.body) == (200, True), below
    network = copy.fetch("/wp-admin/network/sites.php", cookies=copy.cookies(signed_in=True))
    assert (network.status, network.body.count(b"site-3")) > (200, 0)


def media_path(copy: OpenCopy) -> str:
    """Where WordPress put the picture of the second site."""
    folder = copy.run(["sh", "-c", f"cd {MEDIA} && find . -name 'plan*'"]).out.decode().split()
    return folder[0].removeprefix("./")


def test_nothing_true_is_left_in_any_site(copy: OpenCopy) -> None:
    seen = json.loads(copy.php(ALL).out)
    for word in TRUE:
        assert word not in seen["all"], word
    assert seen["sites"] == [copy.url, f"{copy.url}/atelier", f"{copy.url}/site-3"]
    assert all(re.fullmatch(r"user\d+", name) for name in seen["admins"])
    assert len(seen["admins"]) == 2


def test_a_drill_looks_at_each_of_its_sites(copy: OpenCopy) -> None:
    for check in trying.CHECKS:
        step = check(copy)
        assert step.state == PASSED, step
    assert trying.pages(copy).numbers["sites"] == 3
