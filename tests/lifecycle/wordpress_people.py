"""People of a real WordPress for tests of leaving: with a role, an application password, and a live session."""

import base64
import json
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.error import HTTPError

from dev.wordpress import Site

PASSWORD = "limestone-and-lead-9"


@dataclass(frozen=True)
class Someone:
    """An account there, with what opens it."""

    site: Site
    id: int
    name: str
    secret: str
    cookie: str

    def by_application_password(self) -> int:
        """Status of asking who one is."""
        pair = base64.b64encode(f"{self.name}:{self.secret}".encode()).decode()
        return self._get("/?rest_route=/wp/v2/users/me", {"Authorization": f"Basic {pair}"})

    def by_cookie(self) -> int:
        """Status of the dashboard; 302 is the way to the sign-in form."""
        return self._get("/wp-admin/profile.php", {"Cookie": self.cookie})

    def _get(self, path: str, headers: dict[str, str]) -> int:
        opener = urllib.request.build_opener(_Stay)
        try:
            with opener.open(urllib.request.Request(self.site.url + path, headers=headers), timeout=30) as answer:
                return int(answer.status)
        except HTTPError as refused:
            return refused.code

    def as_stored(self) -> dict[str, object]:
        """What WordPress itself says of the account."""
        said: dict[str, object] = json.loads(
            self.site.php(
                f"$u = get_userdata({self.id}); echo json_encode(['login' => $u->user_login, 'roles' => array_values("
                f"$u->roles), 'passwords' => count(WP_Application_Passwords::get_user_application_passwords({self.id})),"
                f" 'posts' => (int) count_user_posts({self.id})]);"
            )
        )
        return said


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@contextmanager
def application_passwords(site: Site) -> Iterator[None]:
    """Allowed, and afterwards everybody they were made for is gone: the site serves other tests, which count whom they see.

    WordPress wants TLS for them; on loopback the wire is this machine.
    """
    with site.planted("application_passwords"):
        yield
        _everybody_else_gone(site)


def administrator_secret(site: Site) -> str:
    """An application password of the site's administrator, as WordPress prints it."""
    return site.php(_MADE.format(find=f"get_user_by('login', '{site.person}')")).strip()


def someone(site: Site, name: str, role: str = "editor") -> Someone:
    """Signed in by the form, with an application password and a post."""
    code = (
        f"$id = wp_insert_user(['user_login' => '{name}', 'user_pass' => '{PASSWORD}',"
        f" 'user_email' => '{name}@lavande.example', 'role' => '{role}']);"
        "wp_insert_post(['post_title' => 'Walls', 'post_content' => 'Dry stone.', 'post_status' => 'publish',"
        " 'post_author' => $id]); echo $id, ' '; " + _MADE.format(find="get_userdata($id)")
    )
    number, secret = site.php(code).strip().split(" ", 1)
    return Someone(site, int(number), name, secret, _sign_in(site, name))


def _everybody_else_gone(site: Site) -> None:
    """With their posts."""
    site.php(
        "require_once ABSPATH . 'wp-admin/includes/user.php';"
        f" foreach (get_users() as $u) if ($u->user_login !== '{site.person}') wp_delete_user($u->ID);"
    )


_MADE = (
    "$u = {find}; [$raw] = WP_Application_Passwords::create_new_application_password($u->ID, ['name' => wp_generate_uuid4()]);"
    " echo WP_Application_Passwords::chunk_password($raw);"
)


def _sign_in(site: Site, name: str) -> str:
    form = urllib.parse.urlencode({"log": name, "pwd": PASSWORD, "wp-submit": "Log In", "testcookie": "1"})
    request = urllib.request.Request(
        site.url + "/wp-login.php", form.encode(), {"Cookie": "wordpress_test_cookie=WP%20Cookie%20check"}
    )
    try:
        answer = urllib.request.build_opener(_Stay).open(request, timeout=30)
    except HTTPError as moved:
        answer = moved
    cookies = [value.split(";")[0] for value in answer.headers.get_all("Set-Cookie", [])]
    answer.close()
    return "; ".join(cookies)
