"""Somebody in front of a WordPress site: cookies kept, redirects not followed, every answer readable."""

import base64
import http.client
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

SIGNED_IN = "wordpress_logged_in_"


@dataclass(frozen=True)
class Said:
    """An answer."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        """Its body as JSON."""
        return json.loads(self.text)

    def field(self, name: str) -> str:
        """The value of a field of a form."""
        found = re.search(rf'name="{re.escape(name)}"[^>]*value="([^"]*)"', self.text)
        if found is None:
            raise AssertionError(f"no field {name} in: {self.text[:1500]}")
        return found[1]


@dataclass
class Visitor:
    """One browser."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, method: str = "GET", body: bytes | str | None = None, **headers: str) -> Said:
        """One request; header names are written with underscores."""
        parts = urlsplit(self.url)
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            line.request(method, path, body, sent)
            answer = line.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    self._keep(value)
            text = answer.read().decode(errors="replace")
            return Said(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)
        finally:
            line.close()

    def _keep(self, line: str) -> None:
        pair, *about = line.split(";")
        name, _, value = pair.partition("=")
        is_past = any("1970" in one for one in about)  # a session's random token may hold these digits as well
        if value.strip() in ("", "+", "deleted", "%20") or is_past:
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Said:
        """A form."""
        headers.setdefault("Content_Type", "application/x-www-form-urlencoded")
        return self.ask(path, "POST", urlencode(fields), **headers)

    def sign_in(self, name: str, password: str, **more: str) -> Said:
        """The first step at wp-login.php."""
        self.cookies["wordpress_test_cookie"] = "WP%20Cookie%20check"
        fields = {"log": name, "pwd": password, "wp-submit": "Log In", "testcookie": "1"}
        headers = {name: more.pop(name) for name in list(more) if name[0].isupper()}
        return self.post("/wp-login.php", fields | more, **headers)

    def second(self, said: Said, **fields: str) -> Said:
        """The second step."""
        return self.post("/wp-login.php?action=rempart_factor", {"rempart_token": said.field("rempart_token")} | fields)

    @property
    def is_in(self) -> bool:
        """Has a cookie of a session."""
        return any(name.startswith(SIGNED_IN) for name in self.cookies)

    def rest_nonce(self) -> str:
        """What a page of wp-admin gives its scripts for REST."""
        return self.ask("/wp-admin/admin-ajax.php?action=rest-nonce").text

    def xmlrpc(self, method: str, *arguments: str) -> Said:
        """One call with texts."""
        return self.ask("/xmlrpc.php", "POST", call(method, *arguments), Content_Type="text/xml")


def basic(name: str, password: str) -> str:
    """The header of a name and an application password."""
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def call(method: str, *arguments: str) -> str:
    """An XML-RPC call with texts."""
    params = "".join(f"<param><value><string>{one}</string></value></param>" for one in arguments)
    return f'<?xml version="1.0"?><methodCall><methodName>{method}</methodName><params>{params}</params></methodCall>'


def packed(*calls: tuple[str, tuple[str, ...]]) -> str:
    """Many calls in one."""
    one = (
        "<value><struct><member><name>methodName</name><value><string>{}</string></value></member>"
        "<member><name>params</name><value><array><data>{}</data></array></value></member></struct></value>"
    )
    inner = "".join(
        one.format(name, "".join(f"<value><string>{text}</string></value>" for text in texts)) for name, texts in calls
    )
    return (
        '<?xml version="1.0"?><methodCall><methodName>system.multicall</methodName><params><param><value><array><data>'
        f"{inner}</data></array></value></param></params></methodCall>"
    )
