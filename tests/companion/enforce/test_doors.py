"""Doors of a plain site stand open from outside, each switch closes its own, and ordinary work goes on."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from rempart.facts.wordpress_exposure import WordPressUsers, WordPressXmlrpc
from rempart.maturity.controls import no_user_names_told, xmlrpc_abuse_stopped
from rempart.terms.state import State
from tests.companion.enforce.visitor import Visitor, basic, call, packed
from tests.companion.enforce.ward import Ward, totp
from tests.servers.look import looked

pytestmark = pytest.mark.slow
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
USERS = "/?rest_route=/wp/v2/users"
EVERYTHING = {
    "editor_off": True, "debug_hidden": True, "xmlrpc": "narrowed", "users_hidden": True, "versions_hidden": True,
    "registration_off": True, "endpoints_closed": True, "login_limit": True,
}  # fmt: skip


@contextmanager
def scene(ward: Ward, code: str) -> Iterator[None]:
    """With this in wp-config.php."""
    config = ward.site.root / "wp-config.php"
    text = config.read_text()
    ward.site.write("wp-config.php", text.replace("<?php", f"<?php\n{code}\n", 1))
    try:
        yield
    finally:
        ward.site.write("wp-config.php", text)


def editor(ward: Ward) -> Visitor:
    """An editor, signed in."""
    ward.account("slate", "editor")
    visitor = ward.visitor()
    assert visitor.sign_in("slate", "slate-and-flint-9").status == 302
    return visitor


def test_names_are_told_on_a_plain_site_and_not_behind_the_switch(ward: Ward) -> None:
    before = looked("wordpress_users", ward.site.url)
    assert isinstance(before, WordPressUsers)
    assert set(before.ways) == {"author_archive", "oembed", "rest", "sitemap"}
    ward.policy(users_hidden=True)
    after = looked("wordpress_users", ward.site.url)
    assert after == WordPressUsers(ways=(), names_seen=0, tells_admin=False)
    assert no_user_names_told.judge_users(before).state is State.NOT_MET
    assert no_user_names_told.judge_users(after).state is State.MET
    ward.policy()
    assert looked("wordpress_users", ward.site.url) == before


def test_names_by_other_writings_of_the_same_ways(ward: Ward) -> None:
    name = ward.person
    ways = (
        "/?author=1", "/?author=01", "/?author[]=1", "/?author_name=" + name, f"/author/{name}/", f"/author/{name}/feed/",
        "/?feed=rss2&author=1", "/?author=1&feed=rss2", "/wp-json/wp/v2/users", "/wp-json/wp/v2/users/1", "/wp-json/wp/v2/users/",
        "/?rest_route=/WP/V2/Users", "/?rest_route=/wp/v2/users/1", "/?rest_route=/wp/v2/posts&_embed=1",
        f"/?rest_route=/wp/v2/users&search={name}", "/wp-sitemap-users-1.xml", "/?sitemap=users&paged=1",
        "/?rest_route=/oembed/1.0/embed&format=xml&url=" + ward.site.url + "/hello-world/",
    )  # fmt: skip
    assert any(f"/author/{name}" in ward.visitor().ask(way).text for way in ways)
    ward.policy(users_hidden=True)
    for way in ways:
        said = ward.visitor().ask(way)
        assert f"/author/{name}" not in said.text.replace(f'"{way}"', "").replace(way, ""), way
        assert f"/author/{name}" not in said.headers.get("location", ""), way
        assert '"slug":"' + name not in said.text, way
    posted = ward.visitor().post("/", {"author": "1"})
    assert f"author-{name}" not in posted.text


def test_the_sign_in_form_says_the_same_for_a_wrong_name_and_a_wrong_password(ward: Ward) -> None:
    def said(name: str) -> str:
        text = ward.visitor().sign_in(name, "wrong").text
        return text.split('id="login_error"')[1].split("</div>")[0].replace(name, "") + str(f'value="{name}"' in text)

    def lost(name: str) -> tuple[int, str]:
        answer = ward.visitor().post("/wp-login.php?action=lostpassword", {"user_login": name})
        return answer.status, answer.headers.get("location", "").replace(ward.site.url + "/", "")

    quiet = "add_filter('pre_wp_mail', '__return_true');"
    ward.site.must_use("scene", quiet)
    try:
        assert said(ward.person) != said("made.up")
        assert lost(ward.person) != lost("made.up")
        ward.policy(users_hidden=True)
        assert said(ward.person) == said("made.up") == said("made@up.example")
        assert lost(ward.person) == lost("made.up") == (302, "/wp-login.php?checkemail=confirm")
        application = [
            ward.visitor().ask("/?rest_route=/wp/v2/users/me", Authorization=basic(name, "wrong")).text
            for name in (ward.person, "made.up")
        ]
        assert application[0] == application[1]
    finally:
        ward.site.must_use("scene", None)


def test_xmlrpc_open_narrowed_and_closed(ward: Ward) -> None:
    body = packed(("demo.sayHello", ()), ("demo.sayHello", ()))
    hidden = body.replace("system.multicall", "system&#46;multicall")
    assert looked("wordpress_xmlrpc", ward.site.url) == WordPressXmlrpc(
        is_open=True, has_multicall=True, has_pingback=True
    )
    assert ward.visitor().ask("/xmlrpc.php", "POST", body).text.count("Hello") == 2
    assert "x-pingback" in ward.visitor().ask("/hello-world/").headers
    ward.policy(xmlrpc="narrowed")
    assert looked("wordpress_xmlrpc", ward.site.url) == WordPressXmlrpc(
        is_open=True, has_multicall=False, has_pingback=False
    )
    for one in (body, hidden, call("pingback.ping", ward.site.url, ward.site.url + "/hello-world/")):
        assert "does not exist" in ward.visitor().ask("/xmlrpc.php", "POST", one).text
    assert "x-pingback" not in ward.visitor().ask("/hello-world/").headers
    assert (
        "<fault>" not in ward.visitor().xmlrpc("wp.getUsersBlogs", ward.person, ward.password).text
    )  # an app still works
    ward.policy(xmlrpc="closed")
    closed = looked("wordpress_xmlrpc", ward.site.url)
    assert closed == WordPressXmlrpc(is_open=False, has_multicall=None, has_pingback=None)
    opinion = xmlrpc_abuse_stopped.judge_door(closed)
    assert opinion is not None
    assert opinion.state is State.MET
    assert ward.visitor().ask("/").status == 200


def test_the_version_is_told_and_not_told(ward: Ward) -> None:
    version = ward.site.php("echo $GLOBALS['wp_version'];")
    pages = ("/", "/hello-world/", "/?feed=rss2", "/?feed=atom", "/?feed=rdf", "/wp-login.php", "/comments/feed/")
    assert any(f"ver={version}" in ward.visitor().ask(page).text for page in pages)
    assert "generator" in ward.visitor().ask("/?feed=rss2").text
    ward.policy(versions_hidden=True)
    for page in pages:
        said = ward.visitor().ask(page)
        telling = (f"ver={version}", f"?v={version}", f"WordPress {version}")
        assert not [one for one in telling if one in said.text], page
    assert ward.told()["versions_hidden"]["left"] == [
        one for one in ("readme.html", "license.txt") if (ward.site.root / one).exists()
    ]


def test_the_file_editor_opens_and_does_not(ward: Ward) -> None:
    admin = ward.visitor()
    admin.sign_in(ward.person, ward.password)
    path = "/wp-admin/plugin-editor.php"
    assert admin.ask(path).status == 200
    ward.policy(editor_off=True)
    assert admin.ask(path).status == 403
    assert "plugin-editor.php" not in admin.ask("/wp-admin/plugins.php").text
    said = admin.post(
        "/wp-admin/admin-ajax.php",
        {
            "action": "edit-theme-plugin-file",
            "plugin": "rempart-companion/rempart-companion.php",
            "file": "rempart-companion/rempart-companion.php",
            "newcontent": "<?php",
        },
    )
    assert '"success":true' not in said.text
    ward.policy()
    assert admin.ask(path).status == 200


def test_faults_are_shown_and_not_shown(ward: Ward) -> None:
    ward.site.must_use(
        "scene", "add_action('init', function () { if (isset($_GET['fault'])) { echo $nowhere_defined; } });"
    )
    try:
        with scene(ward, "define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', true);"):
            assert "nowhere_defined" in ward.visitor().ask("/?fault=1").text
            ward.policy(debug_hidden=True)
            said = ward.visitor().ask("/?fault=1")
            assert said.status == 200
            assert "nowhere_defined" not in said.text
            ward.policy()
            assert "nowhere_defined" in ward.visitor().ask("/?fault=1").text
    finally:
        ward.site.must_use("scene", None)


def test_strangers_make_accounts_and_do_not(ward: Ward) -> None:
    path = "/wp-login.php?action=register"
    ward.site.must_use("scene", "add_filter('pre_wp_mail', '__return_true');")
    try:
        with ward.site.planted("registration_open"):
            assert (
                ward.visitor().post(path, {"user_login": "first", "user_email": "first@quarry.example"}).status == 302
            )
            ward.policy(registration_off=True)
            ward.visitor().post(path, {"user_login": "second", "user_email": "second@quarry.example"})
            assert "disabled" in ward.visitor().ask(path).headers.get("location", "")
            assert (
                ward.site.php("echo json_encode([username_exists('first') > 0, username_exists('second')]);")
                == "[true,false]"
            )
    finally:
        ward.site.must_use("scene", None)


def test_rarely_used_doors(ward: Ward) -> None:
    doors = (
        "/wp-links-opml.php",
        "/wp-trackback.php?p=1",
        "/wp-mail.php",
        "/wp-admin/maint/repair.php",
        "/wp-admin//maint/repair.php",
        "//wp-mail.php",
    )
    assert any(ward.visitor().ask(door).status == 200 for door in doors)
    ward.policy(endpoints_closed=True)
    assert {door: status for door in doors if (status := ward.visitor().ask(door).status) != 403} == {}
    trackback = ward.visitor().post("/hello-world/trackback/", {"url": "http://example.com/", "title": "t"})
    assert "<response>" not in trackback.text
    for page in ("/", "/wp-login.php", "/wp-json/", "/wp-admin/admin-ajax.php?action=rest-nonce", "/wp-cron.php"):
        assert ward.visitor().ask(page).status in (200, 400), page


def test_application_passwords_off(ward: Ward) -> None:
    phone = ward.application_password("Phone")
    me = "/?rest_route=/wp/v2/users/me"
    assert ward.visitor().ask(me, Authorization=basic(ward.person, phone)).status == 200
    ward.policy(application_passwords_off=True)
    assert ward.visitor().ask(me, Authorization=basic(ward.person, phone)).status == 401
    ward.policy()
    assert ward.visitor().ask(me, Authorization=basic(ward.person, phone)).status == 200


def test_an_editors_ordinary_work_goes_on_behind_every_switch(ward: Ward) -> None:
    """The block editor's requests, a picture, a list of authors, and an app with an allowed password."""
    phone_user = ward.account("writer", "editor")
    phone = ward.application_password("Phone", phone_user)
    ward.policy(
        **EVERYTHING, second_factor={"roles": ["administrator", "editor"], "grace_days": 0, "applications": ["Phone"]}
    )
    slate = ward.account("slate", "editor")
    secret = ward.give_totp(slate)
    visitor = ward.visitor()
    visitor.second(visitor.sign_in("slate", "slate-and-flint-9"), rempart_code=totp(secret))
    assert visitor.is_in
    nonce = visitor.rest_nonce()

    def rest(path: str, body: str | bytes | None = None, **headers: str) -> tuple[int, str]:
        said = visitor.ask(
            "/?rest_route=" + path, "POST" if body is not None else "GET", body, X_WP_Nonce=nonce, **headers
        )
        return said.status, said.text

    assert visitor.ask("/wp-admin/post-new.php").status == 200
    status, text = rest(
        "/wp/v2/posts",
        json.dumps(
            {"title": "A day", "content": "<!-- wp:paragraph --><p>x</p><!-- /wp:paragraph -->", "status": "publish"}
        ),
        Content_Type="application/json",
    )
    assert status == 201
    post = json.loads(text)["id"]
    assert (
        rest(
            f"/wp/v2/posts/{post}&_locale=user",
            json.dumps({"content": "changed"}),
            Content_Type="application/json",
            X_HTTP_Method_Override="PUT",
        )[0]
        == 200
    )
    assert (
        rest(
            f"/wp/v2/posts/{post}/autosaves", json.dumps({"content": "changed again"}), Content_Type="application/json"
        )[0]
        == 200
    )
    status, text = rest("/wp/v2/users&who=authors&context=view&per_page=50")
    assert status == 200
    assert "slate" in text
    assert rest("/wp/v2/users/me")[0] == 200
    status, text = rest(
        "/wp/v2/media", PIXEL, Content_Type="image/png", Content_Disposition='attachment; filename="pixel.png"'
    )
    assert status == 201
    beat = visitor.post("/wp-admin/admin-ajax.php", {"action": "heartbeat", "_nonce": "x", "screen_id": "post"})
    assert beat.status == 200
    app = ward.visitor()
    made = app.ask(
        "/?rest_route=/wp/v2/posts",
        "POST",
        json.dumps({"title": "From the app"}),
        Content_Type="application/json",
        Authorization=basic("writer", phone),
    )
    assert made.status == 201
    assert "<fault>" not in app.xmlrpc("wp.getUsersBlogs", "writer", phone).text
    assert "<fault>" in app.xmlrpc("wp.getUsersBlogs", "writer", "slate-and-flint-9").text
    for page in ("/", f"/?p={post}", "/?feed=rss2", "/wp-sitemap.xml", "/wp-json/"):
        assert ward.visitor().ask(page).status in (200, 301), page
