"""The oldest PHP that is promised, 7.4: every file is read by it, and it answers in a real WordPress as it does on 8.2."""

import base64
import json
import secrets
import time
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dev.wordpress import cache
from dev.wordpress.template import template
from rempart.channel.companion import wire
from rempart.companion import plugin_zip
from rempart.companion.core.answers import Hello, Inventory, SettingsAnswer, Traffic, Users, read
from rempart.companion.core.policy import PolicyAnswer, for_the_wire, not_held
from tests.companion.hub.test_real_policy import EVERYTHING
from tests.servers import old_php

pytestmark = pytest.mark.slow
HOME = "http://127.0.0.1"
LINT = """<?php
$wrong = [];
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator('/site')) as $file) {
    if ($file->getExtension() === 'php') {
        try {
            token_get_all(file_get_contents($file->getPathname()), TOKEN_PARSE);
        } catch (ParseError $bad) {
            $wrong[] = $file->getFilename() . ': ' . $bad->getMessage();
        }
    }
}
echo PHP_VERSION, json_encode($wrong);
"""
FORMS: dict[str, tuple[Any, dict[str, Any]]] = {
    "policy": (PolicyAnswer, {"policy": for_the_wire(EVERYTHING)}),
    "hello": (Hello, {}),
    "inventory": (Inventory, {}),
    "settings": (SettingsAnswer, {}),
    "traffic": (Traffic, {"since": 0}),
    "users": (Users, {"after": 0, "limit": 10, "personal": False}),
}


def test_it_reads_every_file_and_would_not_read_younger_ones(tmp_path: Path) -> None:
    assert old_php.run(LINT, plugin_zip.SOURCE) == "7.4.33[]"
    (tmp_path / "young.php").write_text("<?php class A { public function __construct(private ?int $b) {} }")
    assert "young.php: syntax error" in old_php.run(LINT, tmp_path)


def test_it_is_switched_on_enrolled_asked_and_holds_what_was_asked(tmp_path: Path) -> None:
    site = tmp_path / "site"
    cache.copy(template("sqlite"), site)
    for name, content in plugin_zip.contents().items():
        target = site / "www/wp-content/plugins" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    hub = Ed25519PrivateKey.generate()
    calls = [_call(hub, op, args) for op, (_, args) in FORMS.items()]
    asked = json.dumps({"hub_key": wire.public_of(hub), "nonce": secrets.token_hex(16), "calls": calls})
    code = (Path(__file__).parent / "old_php.php").read_text().replace("\nASKED\n", f"\n{asked}\n")
    told = json.loads(old_php.run(code, site))
    assert (told["php"], told["home"], told["said"]) == ("7.4.33", HOME, [])  # not even a notice
    assert told["files"] == len(list((plugin_zip.SOURCE / "src").rglob("*.php")))
    assert (told["is_right"], told["codes"], told["kinds"]) == (True, 10, ["totp"])
    assert told["challenge"] == [0, 12, False, True, False]
    for call, answer, (op, (form, _)) in zip(calls, told["answers"], FORMS.items(), strict=True):
        body = answer["body"].encode()
        wire.check_answer(told["site_key"], call["headers"]["nonce"], body, answer["signature"])
        found = read(form, json.loads(body))
        if op == "policy":
            assert not_held(EVERYTHING, found) == []


def _call(hub: Ed25519PrivateKey, op: str, args: dict[str, Any]) -> dict[str, Any]:
    body, when, nonce = wire.body_of(op, args), int(time.time()), secrets.token_hex(16)
    headers = wire.signed_headers(hub, HOME, when, nonce, body)
    plain = {name.lower().removeprefix("x-rempart-"): value for name, value in headers.items()}
    assert base64.b64decode(plain["signature"])
    return {"body": body.decode(), "headers": {name: plain[name] for name in ("key", "time", "nonce", "signature")}}
