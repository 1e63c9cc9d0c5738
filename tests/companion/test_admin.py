"""wp-admin: installed by upload, the code shown once, every deed for administrators alone, and no trace when deleted."""

import http.cookiejar
import json
import re
import secrets
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rempart.channel.companion import Refused, enrol
from rempart.channel.companion.copying import Entry, tables
from rempart.channel.companion.restoring import Restoring
from rempart.companion import plugin_zip
from tests.companion.house import ENTRY, House, bare, companion_of, housed, put_plugin, switch_on
from tests.servers.apache import Account, Hosting

pytestmark = pytest.mark.slow
PAGE = "/wp-admin/tools.php?page=rempart-companion"
PASSWORD = "granite-and-lime-7"


class Person:
    """A browser without scripts, signed in."""

    def __init__(self, account: Account, name: str, password: str = PASSWORD) -> None:
        self.account = account
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar, urllib.request.HTTPSHandler(context=account.context()))
        self.get("/wp-login.php")
        self.post("/wp-login.php", {"log": name, "pwd": password, "testcookie": "1"})

    def get(self, path: str) -> str:
        return self._read(urllib.request.Request(self.account.url + path))

    def post(self, path: str, fields: dict[str, str]) -> str:
        return self._read(urllib.request.Request(self.account.url + path, urllib.parse.urlencode(fields).encode()))

    def upload(self, path: str, fields: dict[str, str], name: str, content: bytes) -> str:
        border = secrets.token_hex(16)
        parts = [
            f'--{border}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"; filename="rempart-companion.zip"\r\nContent-Type: application/zip\r\n\r\n'
        body = b"".join(parts) + head.encode() + content + f"\r\n--{border}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={border}"}
        return self._read(urllib.request.Request(self.account.url + path, body, kind))

    def _read(self, request: urllib.request.Request) -> str:
        try:
            with self._opener.open(request, timeout=60) as answer:
                return str(answer.read().decode(errors="replace"))
        except urllib.error.HTTPError as no:
            with no:
                return f"{no.code} {no.read().decode(errors='replace')}"


def _token(page: str, form: str) -> str:
    found = re.search(rf'id="{form}".*?name="_wpnonce" value="([0-9a-f]+)"', page, re.DOTALL)
    assert found, page[:2000]
    return found[1]


@pytest.fixture
def clean(any_account: Account) -> Iterator[Account]:
    """Without the companion, before and after."""
    yield bare(any_account)
    bare(any_account)


def _traces(account: Account) -> dict[str, list[str]]:
    return dict(json.loads(account.php(
        "global $wpdb; echo json_encode(['tables' => array_values(array_filter($wpdb->get_col('SHOW TABLES'), fn($t) => strpos($t, 'rempart') !== false || strpos($t, 'rmp') !== false)),"
        "'options' => $wpdb->get_col(\"SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE '%rempart%'\"),"
        "'meta' => $wpdb->get_col(\"SELECT meta_key FROM {$wpdb->usermeta} WHERE meta_key LIKE '%rempart%'\")]);"
    )))  # fmt: skip


@pytest.mark.parametrize("keeps", [False, True])
def test_uploaded_switched_on_used_and_deleted_it_leaves_nothing(clean: Account, keeps: bool) -> None:
    mason = Person(clean, clean.person, clean.password)
    page = mason.get("/wp-admin/plugin-install.php?tab=upload")
    token = re.search(r'name="_wpnonce" value="([0-9a-f]+)"', page)
    assert token, page[:500]
    done = mason.upload(
        "/wp-admin/update.php?action=upload-plugin", {"_wpnonce": token[1]}, "pluginzip", plugin_zip.build()
    )
    link = re.search(r'href="(plugins\.php\?action=activate[^"]+)"', done)
    assert link, done[-3000:]
    mason.get("/wp-admin/" + link[1].replace("&amp;", "&"))

    mason = Person(clean, clean.person, clean.password)  # a sign-in that is recorded
    page = mason.get(PAGE)
    assert "Not connected" in page
    assert 'id="rempart-shown-code"' not in page
    shown = mason.post(PAGE, {"rempart_do": "code", "_wpnonce": _token(page, "rempart-code")})
    code = re.search(r'<code id="rempart-shown-code"[^>]*>([0-9A-Z-]+)</code>', shown)
    assert code
    assert len(code[1]) == 19
    assert code[1] not in mason.get(PAGE)  # shown once
    enrolled = enrol(clean.url, code[1], ca_pem=clean.ca_pem, allow_private=True)
    assert "Connected since" in mason.get(PAGE)
    assert enrolled.site_key

    page = mason.get(PAGE)
    mason.post(PAGE, {"rempart_do": "open", "_wpnonce": _token(page, "rempart-open")})
    page = mason.get(PAGE)
    assert "Open until" in page
    if keeps:
        mason.post(PAGE, {"rempart_do": "keep", "events": "1", "_wpnonce": _token(page, "rempart-keep")})
    traces = _traces(clean)
    assert {name.partition("rempart_")[2] for name in traces["tables"]} == {"nonces", "events", "traffic"}
    assert traces["options"]
    assert traces["meta"]
    assert (
        clean.php(
            "global $wpdb; echo implode(',', array_unique($wpdb->get_col(\"SELECT autoload FROM {$wpdb->options} WHERE option_name LIKE 'rempart%'\")));"
        )
        == "no"
    )

    clean.php(f"deactivate_plugins('{ENTRY}');")
    page = mason.get("/wp-admin/plugins.php")
    delete = re.search(r'href="(plugins\.php\?action=delete-selected[^"]*rempart-companion[^"]*)"', page)
    assert delete
    page = mason.get("/wp-admin/" + delete[1].replace("&amp;", "&").replace("&#038;", "&"))
    token = re.search(r'name="_wpnonce" value="([0-9a-f]+)"', page)
    assert token, page[:3000]
    mason.post(
        "/wp-admin/plugins.php",
        {"action": "delete-selected", "verify-delete": "1", "checked[]": ENTRY, "_wpnonce": token[1]},
    )
    assert not (clean.root / "wp-content/plugins/rempart-companion").exists()
    assert _traces(clean) == {"tables": ["wp_rempart_events"] if keeps else [], "options": [], "meta": []}


def test_deleted_in_the_middle_of_a_restore_it_leaves_nothing(house: House, tmp_path: Path) -> None:
    account = house.account
    account.write("wp-content/uploads/middle.txt", "old")
    (tmp_path / "new").write_text("new")
    try:
        for is_placed, said in ((False, "old"), (True, "new")):
            account.php("Rempart\\Companion\\Window::open(1);")
            restore = Restoring(house.companion, secrets.token_hex(16))
            restore.begin()
            restore.files("site", [(Entry("wp-content/uploads/middle.txt", "file"), tmp_path / "new")])
            one = next(table for table in tables(house.companion)[0] if table["name"] == "wp_links")
            restore.table("wp_links", one["create"], [column["name"] for column in one["columns"]], [])
            if is_placed:
                restore.finish()
            account.php(
                f"deactivate_plugins('{ENTRY}'); define('WP_UNINSTALL_PLUGIN', true);"
                "include WP_PLUGIN_DIR . '/rempart-companion/uninstall.php';"
            )
            assert _traces(account) == {"tables": [], "options": [], "meta": []}
            assert not list((account.root / "wp-content").glob("rempart*"))
            assert (account.root / "wp-content/uploads/middle.txt").read_text() == said
            house = housed(account, tmp_path)
    finally:
        account.delete("wp-content/uploads/middle.txt")


@pytest.mark.parametrize("role", ["subscriber", "editor"])
def test_nobody_but_an_administrator_does_anything(house: House, role: str) -> None:
    account, name = house.account, f"{role}-{secrets.token_hex(3)}"
    account.php(
        f"wp_insert_user(['user_login' => '{name}', 'user_pass' => '{PASSWORD}', 'user_email' => '{name}@x.example', 'role' => '{role}']);"
    )
    mason, other = Person(account, account.person, account.password), Person(account, name)
    assert other.get("/wp-admin/profile.php").count(name) > 0  # signed in
    page = mason.get(PAGE)
    assert other.get(PAGE).startswith("403")
    for deed in ("code", "leave", "open", "keep", "guard"):
        assert other.post(PAGE, {"rempart_do": deed, "_wpnonce": _token(page, f"rempart-{deed}")}).startswith("403")
        assert mason.post(PAGE, {"rempart_do": deed, "_wpnonce": "0" * 10}).startswith("403")  # a forged form
        assert mason.post(PAGE, {"rempart_do": deed}).startswith("403")
    assert house.companion.call("hello")["window_until"] is None
    assert house.option("rempart_companion_code") is None
    for form in ("boundary", "__construct", "act", "show", "menu", "right"):
        mason.post(PAGE, {"rempart_do": form})  # no deed of ours: nothing happens
    assert house.companion.call("hello")["protocol"] == 1


def test_the_page_speaks_the_readers_language_and_escapes(house: House) -> None:
    account = house.account
    for locale, word in (
        ("fr_FR", "Se détacher de Rempart"),
        ("zh_CN", "断开与 Rempart 的连接"),
        ("", "Disconnect from Rempart"),
    ):
        account.php(
            f"update_user_meta(1, 'locale', '{locale}'); if ('{locale}') {{ @mkdir(WP_CONTENT_DIR . '/languages', 0755, true); touch(WP_CONTENT_DIR . '/languages/{locale}.mo'); }}"
        )
        assert word in Person(account, account.person, account.password).get(PAGE)
    mason = Person(account, account.person, account.password)
    page = mason.get(PAGE)
    mason.post(
        PAGE,
        {
            "rempart_do": "guard",
            "addresses": '"><script>alert(1)</script> 127.0.0.1 not-one',
            "_wpnonce": _token(page, "rempart-guard"),
        },
    )
    assert "alert(1)" not in mason.get(PAGE)
    assert house.option("rempart_companion_guard") == ["127.0.0.1"]


def test_the_guard_learns_whose_session_it_is_and_nobody_else_does(houses: Callable[[str], House]) -> None:
    house = houses("mariadb")
    cookie = house.account.php(
        "echo wp_generate_auth_cookie(1, time() + 600, 'logged_in', WP_Session_Tokens::get_instance(1)->create(time() + 600));"
    )
    with pytest.raises(Refused) as no:
        house.companion.call("session", {"cookie": cookie})  # a signed call, from an address nobody named
    assert not no.value.is_signed
    house.account.php("update_site_option('rempart_companion_guard', ['127.0.0.1']);")
    said = house.companion.call("session", {"cookie": cookie})
    assert (said["user"], "manage_options" in said["capabilities"]) == (1, True)
    for wrong in (cookie[:-1] + ("0" if cookie[-1] != "0" else "1"), "mason|99999999999|x|y", "", "mason"):
        assert house.companion.call("session", {"cookie": wrong})["user"] is None


def test_it_works_as_a_must_use_plugin(clean: Account, hosting: Hosting, tmp_path: Path) -> None:
    put_plugin(clean, tmp_path, where="mu-plugins")
    main = clean.root / "wp-content/mu-plugins/rempart-companion/rempart-companion.php"
    clean.write("wp-content/mu-plugins/rempart-companion.php", main.read_bytes())
    try:
        code = clean.php(
            "Rempart\\Companion\\Store::ensure(); echo Rempart\\Companion\\Enrolment::beginCode(1, false);"
        )
        line = companion_of(clean, enrol(clean.url, code, ca_pem=clean.ca_pem, allow_private=True))
        assert line.call("hello")["is_must_use"] is True
        put_plugin(clean, tmp_path)  # and as an ordinary one besides: the must-use one counts
        switch_on(clean)
        assert line.call("hello")["is_must_use"] is True
        policy = {
            "second_factor": {"roles": ["administrator"]},
            "login_limit": True,
            "xmlrpc": "closed",
            "editor_off": True,
        }
        told = line.call("policy", {"policy": policy})["holds"]
        assert all(told[name]["by"] == "companion" and told[name]["holds"] for name in policy)
        assert Person(clean, clean.person, clean.password).get("/xmlrpc.php").startswith("403")
        assert "rempart-second-step" in Person(clean, clean.person, clean.password).get("/wp-admin/users.php")
        wrong = [Person(clean, "mason", "wrong") for _ in range(5)]
        assert "Too many tries" in wrong[0].post("/wp-login.php", {"log": "mason", "pwd": "wrong", "testcookie": "1"})
    finally:
        clean.delete("wp-content/mu-plugins/rempart-companion")
        clean.delete("wp-content/mu-plugins/rempart-companion.php")
