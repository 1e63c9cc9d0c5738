"""A site with the companion for one test, and raw requests that a person with bad intentions would send."""

import json
import secrets
import shutil
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rempart.channel import outbound
from rempart.channel.companion import Companion, Enrolled, enrol, wire
from rempart.channel.companion.line import DOORS, Pace
from rempart.companion import plugin_zip
from tests.servers.apache import Account
from tests.servers.kept import Kept

ENTRY = "rempart-companion/rempart-companion.php"


def hurried() -> Pace:
    """No waiting in tests: the cap on the site's side is what is tried."""
    return Pace(most=100_000)


@dataclass
class House:
    """One account with the companion switched on and enrolled."""

    account: Account
    enrolled: Enrolled
    companion: Companion
    tmp: Path

    @property
    def key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.enrolled.key_seed)

    def post(self, body: bytes, headers: dict[str, str], door: int = 0) -> outbound.Answer:
        """Any request at all."""
        url = self.account.url + DOORS[door]
        return outbound.request(
            "POST",
            url,
            {"Content-Type": "application/json", **headers},
            body,
            ca_pem=self.account.ca_pem,
            allow_private=True,
            answer_bytes=8 << 20,
        )

    def headers(self, body: bytes, **other: Any) -> dict[str, str]:
        """What the hub would send, with some of it changed: home, time, nonce, key."""
        key, home = other.get("key", self.key), other.get("home", self.enrolled.home)
        when, nonce = other.get("time", int(time.time())), other.get("nonce", secrets.token_hex(16))
        return wire.signed_headers(key, home, when, nonce, body)

    def signed(self, op: str, args: dict[str, Any] | None = None, **other: Any) -> outbound.Answer:
        """A call of the hub's, with some of it changed."""
        body = wire.body_of(op, args or {})
        return self.post(body, self.headers(body, **other))

    def clear_calls(self) -> None:
        """Forget the calls of the last minute."""
        self.account.php("global $wpdb; $wpdb->query('DELETE FROM ' . $wpdb->base_prefix . 'rempart_nonces');")

    def option(self, name: str) -> Any:
        """A stored option, as JSON."""
        return json.loads(self.account.php(f"echo json_encode(get_option('{name}', null));"))


def code_of(account: Account, *, window: bool = False) -> str:
    """A code as wp-admin would show it."""
    return account.php(f"echo Rempart\\Companion\\Enrolment::beginCode(1, {'true' if window else 'false'});")


def put_plugin(account: Account, tmp: Path, where: str = "plugins") -> None:
    """Unpack the built zip into wp-content."""
    folder = tmp / f"unpacked-{account.engine}"
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(BytesIO(plugin_zip.build())) as archive:
        archive.extractall(folder)
    account.install(folder / "rempart-companion", where=where)


def switch_on(account: Account) -> None:
    """As the button in wp-admin does."""
    account.php(f"$done = activate_plugin('{ENTRY}'); if (is_wp_error($done)) {{ exit(1); }}")


def connect(account: Account, *, window: bool = False) -> Enrolled:
    """Enrol with a new code."""
    return enrol(account.url, code_of(account, window=window), ca_pem=account.ca_pem, allow_private=True)


def companion_of(account: Account, enrolled: Enrolled) -> Companion:
    """A line to it."""
    return Companion(
        enrolled.home, enrolled.key_seed, enrolled.site_key, ca_pem=account.ca_pem, allow_private=True, pace=hurried()
    )


KEPT: dict[tuple[Path, str], Kept] = {}  # by account: without the companion, and with it switched on


def bare(account: Account) -> Account:
    """The account without the companion, as the host gave it."""
    _as_it_was(account, "bare", lambda: None)
    return account


def prepared(account: Account, tmp: Path) -> Account:
    """With the companion switched on and nobody connected: installed once for the session of a worker."""

    def install() -> None:
        put_plugin(account, tmp)
        switch_on(account)
        account.php("")  # a first request makes what is made once

    if (account.home, "ready") not in KEPT:
        bare(account)
    _as_it_was(account, "ready", install)
    return account


def _as_it_was(account: Account, name: str, make: Callable[[], None]) -> None:
    place = (account.home, name)
    if place in KEPT:
        KEPT[place].give_back()
    else:
        make()
        KEPT[place] = Kept.of(account, name)


def housed(account: Account, tmp: Path) -> House:
    """Enrolled anew for each test, on a site that remembers nothing of the last."""
    enrolled = connect(prepared(account, tmp))
    return House(account, enrolled, companion_of(account, enrolled), tmp)
