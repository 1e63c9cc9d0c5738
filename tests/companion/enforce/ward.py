"""A site under the companion's protection, with handles for tests."""

import base64
import hashlib
import hmac
import json
import struct
import time
from dataclasses import dataclass
from typing import Any

from dev.wordpress import Site
from rempart.companion import plugin_zip
from tests.companion.enforce.visitor import Visitor

ENFORCE = "Rempart\\Companion\\Enforce\\"
ENTRY = "rempart-companion/rempart-companion.php"


def put(site: Site) -> None:
    """Install the plug-in and switch it on."""
    for name, content in plugin_zip.contents().items():
        site.write(f"wp-content/plugins/{name}", content)
    site.php(f"$done = activate_plugin('{ENTRY}'); if (is_wp_error($done)) {{ exit(1); }}")


def totp(secret: str, drift: int = 0) -> str:
    """What an app shows now, written without the code under test."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + drift), hashlib.sha1).digest()
    at = digest[19] & 15
    number: int = struct.unpack(">I", digest[at : at + 4])[0]
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"


@dataclass
class Ward:
    """One site."""

    site: Site

    @property
    def person(self) -> str:
        """The administrator's name."""
        return self.site.person

    @property
    def password(self) -> str:
        """The administrator's password."""
        return self.site.password

    def visitor(self) -> Visitor:
        """A new browser."""
        return Visitor(self.site.url)

    def policy(self, **rules: Any) -> dict[str, Any]:
        """Set the whole policy; what the same request says that holds."""
        text = json.dumps(rules).replace("\\", "\\\\").replace("'", "\\'")
        code = f"{ENFORCE}Policy::set(json_decode('{text}', true)); echo json_encode({ENFORCE}Policy::told());"
        found: dict[str, Any] = json.loads(self.site.php(code))
        return found

    def told(self) -> dict[str, Any]:
        """What a later request says that holds."""
        found: dict[str, Any] = json.loads(self.site.php(f"echo json_encode({ENFORCE}Policy::told());"))
        return found

    def clear(self) -> None:
        """As freshly installed: no policy, no tries, no factors, one account."""
        self.site.php(
            f"{ENFORCE}Policy::erase(); delete_option('rempart_companion_enforced'); global $wpdb;"
            "$wpdb->query('DELETE FROM ' . Rempart\\Companion\\Store::nonces());"
            "$wpdb->query('DELETE FROM ' . Rempart\\Companion\\Store::events());"
            "foreach (get_users() as $u) { if ($u->ID !== 1) { wp_delete_user($u->ID); }"
            "WP_Session_Tokens::get_instance($u->ID)->destroy_all(); delete_user_meta($u->ID, '_application_passwords'); }"
            f"wp_set_password('{self.password}', 1);"
        )

    def account(self, name: str, role: str, password: str = "slate-and-flint-9") -> int:
        """Make somebody; old enough that no days of grace begin anew."""
        return int(
            self.site.php(
                f"$id = wp_insert_user(['user_login' => '{name}', 'user_pass' => '{password}', 'user_email' => '{name}@quarry.example',"
                f"'role' => '{role}', 'user_registered' => '2020-01-01 00:00:00']); echo is_wp_error($id) ? 0 : $id;"
            )
        )

    def give_totp(self, user: int = 1) -> str:
        """Set up an app for an account; its key."""
        code = (
            f"$s = {ENFORCE}Factor::trial({user}); $n = intdiv(time(), 30) - 1;"
            f"if ({ENFORCE}Factor::isTrialRight({user}, {ENFORCE}Totp::code($s, $n))) {{ {ENFORCE}Factor::keepTrial({user}); }} echo {ENFORCE}Totp::text($s);"
        )
        return self.site.php(code)

    def give_codes(self, user: int = 1) -> list[str]:
        """Fresh recovery codes."""
        codes: list[str] = json.loads(self.site.php(f"echo json_encode({ENFORCE}Factor::newCodes({user}));"))
        return codes

    def application_password(self, name: str, user: int = 1) -> str:
        """A new one."""
        return self.site.php(
            f"echo WP_Application_Passwords::create_new_application_password({user}, ['name' => '{name}'])[0];"
        )

    def age(self, seconds: int) -> None:
        """Let the tries counted so far lie that far back."""
        self.site.php(
            f"global $wpdb; $wpdb->query('UPDATE ' . {ENFORCE}Attempts::table() . ' SET until = until - {seconds}, seen = seen - {seconds}');"
        )
