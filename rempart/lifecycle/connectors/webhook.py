"""Tells any program of the house, signed: HMAC-SHA256 over `timestamp.body`; it answers what it ended."""

import json
import time
from typing import Any

from rempart.lifecycle.core.connector import Client, Connector, Identity, Proof, Reply, Setting, Target, Trouble
from rempart.lifecycle.core.hr_event import sign
from rempart.terms.words import Words


def revoke(target: Target, identity: Identity, client: Client) -> Proof:
    """The program answers 200 with `{"ended": true, "steps": […]}` once it has looked."""
    names = ("email", "user_name", "staff_number", "external_id")
    known = {name: getattr(identity, name) for name in names}
    reply = _call(target, client, {"type": "revoke", "id": identity.reference, "person": known})
    answer = _read(reply)
    if answer.get("ended") is not True:
        raise Trouble("still_there", "the program did not answer that access has ended")
    steps = [str(step)[:40] for step in answer.get("steps", []) if isinstance(step, str)][:20]
    return Proof(answer.get("known") is not False, steps, {"status": reply.status})


def check(target: Target, client: Client) -> str:
    """A message of type `test`, which changes nothing."""
    _read(_call(target, client, {"type": "test", "id": target.uid}))
    return "ok"


def _call(target: Target, client: Client, message: dict[str, object]) -> Reply:
    body, stamp = json.dumps(message, sort_keys=True).encode(), str(int(time.time()))
    signature = sign(target.settings["secret"].encode(), stamp, body)
    headers = {
        "Content-Type": "application/json",
        "X-Rempart-Timestamp": stamp,
        "X-Rempart-Signature": f"v1={signature}",
    }
    reply = client("POST", target.settings["address"], headers=headers, body=body)
    if reply.status in (401, 403):
        raise Trouble("refused_us", f"the program answered {reply.status}: compare the secret")
    if reply.status != 200:
        raise Trouble("bad_answer", f"the program answered {reply.status}")
    return reply


def _read(reply: Reply) -> dict[str, Any]:
    try:
        answer = json.loads(reply.body)
    except (ValueError, RecursionError) as bad:
        raise Trouble("bad_answer", "the program answered no JSON") from bad
    return answer if isinstance(answer, dict) else {}


UNIT = Connector(
    id="webhook",
    title=Words("Webhook: a program of your own", "Webhook : un programme à vous", "Webhook：您自己的程序"),
    settings=(
        Setting("address", Words("Address", "Adresse", "地址"), is_address=True),
        Setting("secret", Words("Shared secret", "Secret partagé", "共享密钥"), is_secret=True),
    ),
    revoke=revoke,
    check=check,
)
