"""A shop on shared hosting, with the stall, kept by the vault through its companion: updates are laid there."""

import contextlib
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rempart.channel.copies import Copy
from rempart.companion.actions import exchange, put_site
from rempart.updates.actions import try_on_copy
from rempart.updates.actions.ask import set_habit
from tests.cast import Cast
from tests.companion.house import prepared
from tests.companion.putback.hosted import hurry, kept
from tests.servers.apache import Account
from tests.updates import stall
from tests.updates.house import House

PLUGIN = "wp-content/plugins/stall"


@dataclass
class HostedHouse(House):
    """Its WordPress is an account of the host."""

    account: Account | None = None

    @property
    def there(self) -> Account:
        assert self.account is not None
        return self.account

    def page(self, path: str = "/") -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.there.url + path, timeout=60, context=self.there.context()) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as bad:
            return bad.code, bad.read().decode()

    def orders(self) -> list[str]:
        told = self.there.php(
            "global $wpdb; echo implode(',', $wpdb->get_col('SELECT what FROM wp_stall_orders ORDER BY id'));"
        )
        return [one for one in told.split(",") if one]

    def version(self) -> str:
        return (self.there.root / PLUGIN / "stall.php").read_text().partition("Version: ")[2].split()[0]

    def allow(self) -> None:
        """As the button in wp-admin does."""
        self.there.php("Rempart\\Companion\\Window::open(1);")

    def left(self) -> list[str]:
        """What lies beside, and the page of maintenance."""
        root = self.there.root
        return [one.name for one in (*(root / "wp-content").glob("rempart-restore-*"), *root.glob(".maint*"))]


def furnish(account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The companion switched on, the stall in its first version with what a plug-in has besides, nothing sold."""
    pem = tmp_path / "ca.pem"
    pem.write_text(account.ca_pem)
    monkeypatch.setenv("REMPART_CA_FILE", str(pem))
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    prepared(account, tmp_path)
    account.write(f"{PLUGIN}/stall.php", stall.code("1.0"))
    account.write(f"{PLUGIN}/old/only-before.php", "<?php // of the first version")
    account.write(f"{PLUGIN}/readme.txt", "Stable tag: 1.0\n")
    account.php("activate_plugin('stall/stall.php');")


def host(cast_: Cast, account: Account, copy: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HostedHouse:
    """Trials go to the copy that is open already; no cap on calls, on either side."""
    furnish(account, tmp_path, monkeypatch)
    hurry(account, monkeypatch)
    monkeypatch.setattr(exchange, "CALM_CALLS", 1_000_000)
    monkeypatch.setattr(put_site, "AGAIN_S", (0.1, 0.2))
    monkeypatch.setattr(try_on_copy, "copy_of", lambda *_: contextlib.nullcontext(copy))
    made = kept(cast_, account)
    house = HostedHouse(_Live(account), made.site, cast_.alice, account)  # type: ignore[arg-type]
    set_habit(house.actor, house.site, "/", "GET / => sells stone by the piece")
    assert "Stall 1.0" in house.page()[1]
    return house


class _Live:
    """What trials ask of the site: which engine its copy would have."""

    def __init__(self, account: Account) -> None:
        self.engine, self.url, self.root = "sqlite", account.url, account.root

    def write(self, path: str, text: str) -> Any:
        raise AssertionError("written as the account")
