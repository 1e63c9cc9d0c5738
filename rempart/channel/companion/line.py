"""One site's line: signed calls out, checked answers in, by whichever of the three doors is open, at a fair pace."""

import collections
import json
import secrets
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rempart.channel import outbound
from rempart.channel.companion import wire
from rempart.channel.companion.trouble import Refused, TooLong, Unreached

DOORS = ("/?rest_route=/rempart/v1/call", "/wp-json/rempart/v1/call", "/wp-admin/admin-ajax.php?action=rempart_call")
TOTAL_S = 40.0  # PHP works for 20 s at most; the rest is for a slow line
CALLS_MINUTE = 110  # the companion answers 120
CLOCK_S = 240  # a difference that is worth a word when a call was refused; the companion allows 300
SLOW_DOWN_S = 15.0
PATIENCE = 5  # times that "too many calls" is waited out
REFUSED_BODY = b'{"error":"refused"}'


class Stream(NamedTuple):
    """A piece: what its signed head says, and its bytes."""

    head: dict[str, Any]
    bytes: bytes


class Pace:
    """Lets through so many calls a minute, and waits otherwise."""

    def __init__(self, most: int = CALLS_MINUTE, pause: Callable[[float], None] = time.sleep) -> None:
        self._times: collections.deque[float] = collections.deque(maxlen=most)
        self.pause = pause

    def wait(self) -> None:
        """Return when one more call is fair."""
        now = time.monotonic()
        if len(self._times) == self._times.maxlen and now - self._times[0] < 60:
            self.pause(60 - (now - self._times[0]))
        self._times.append(time.monotonic())


class Companion:
    """A line to one enrolled site. Not for several threads at once.

    `home` as enrolled, `key_seed` the 32 bytes of our key for this site alone, `site_key` the site's public key in hex.
    """

    def __init__(
        self,
        home: str,
        key_seed: bytes,
        site_key: str,
        *,
        door: int = 0,
        ca_pem: str = "",
        allow_private: bool | None = None,
        pace: Pace | None = None,
        total_s: float | None = None,
    ) -> None:
        self.home, self.site_key, self.door = wire.canonical_home(home), site_key, door
        self._key = Ed25519PrivateKey.from_private_bytes(key_seed)
        self._ca_pem, self._allow_private = ca_pem, allow_private
        self._pace, self._total_s = pace or Pace(), total_s

    def call(self, op: str, args: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The answer's table. Raises Refused, Lying, Unreached, TooLong, or outbound.Barred for a barred address."""
        return wire.table_of(self._ask(op, args or {}))

    def stream(self, op: str, args: Mapping[str, Any] | None = None) -> Stream:
        """A binary answer. Raises as `call`."""
        return Stream(*wire.split_stream(self._ask(op, args or {})))

    def knock(self, word: str) -> None:
        """Said, unsigned, to what answers before WordPress starts: whoever knows the word has the files before back
        (op `restore_pause`). The answer says nothing; the next call does. Raises Unreached, TooLong, Barred."""
        headers = {"X-Rempart-Key": "0" * 16, "X-Rempart-Back": word}
        send(self.home + DOORS[self.door], b"{}", headers, self._ca_pem, self._allow_private, self._total_s)

    def _ask(self, op: str, args: Mapping[str, Any]) -> bytes:
        body = wire.body_of(op, args)
        for _ in range(PATIENCE):
            self._pace.wait()
            try:
                return self._by_an_open_door(body)
            except Refused as no:
                if no.word != "rate":
                    raise
                self._pace.pause(SLOW_DOWN_S)
        raise Refused("rate", "the site still says that it was asked too often", is_signed=True)

    def _by_an_open_door(self, body: bytes) -> bytes:
        said = ""
        for number in (self.door, *(other for other in range(len(DOORS)) if other != self.door)):
            nonce = secrets.token_hex(16)
            now = int(time.time())
            answer = send(
                self.home + DOORS[number],
                body,
                wire.signed_headers(self._key, self.home, now, nonce, body),
                self._ca_pem,
                self._allow_private,
                self._total_s,
            )
            if is_refusal(answer):
                raise Refused("refused", _clocks(answer, now))
            signature = answer.headers.get("x-rempart-signature")
            if signature is not None:
                self.door = number
                return self._checked(answer, nonce, signature)
            if answer.status >= 500:  # something broke behind the door: another door leads to the same place
                raise Unreached("broken", what_else(answer))
            said = said or what_else(answer)
        raise Unreached("no_companion", said)

    def _checked(self, answer: outbound.Answer, nonce: str, signature: str) -> bytes:
        wire.check_answer(self.site_key, nonce, answer.body, signature)
        if answer.status != 200:
            fault = wire.table_of(answer.body)
            raise Refused(str(fault.get("error", "failed"))[:40], str(fault.get("detail", ""))[:200], is_signed=True)
        return answer.body


def send(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    ca_pem: str,
    allow_private: bool | None,
    total_s: float | None = None,
) -> outbound.Answer:
    """One request, its answer no longer than allowed. Raises Unreached, TooLong, Barred."""
    try:
        answer = outbound.request(
            "POST",
            url,
            {"Content-Type": "application/json", "Accept-Encoding": "identity", "User-Agent": "rempart", **headers},
            body,
            total_s=TOTAL_S if total_s is None else total_s,
            ca_pem=ca_pem,
            allow_private=allow_private,
            answer_bytes=wire.ANSWER_BYTES + 1,
        )
    except outbound.Unreached as fault:
        raise Unreached(fault.code, str(fault)) from fault
    if len(answer.body) > wire.ANSWER_BYTES:
        raise TooLong("answer", "an answer of more than 4 MiB")
    return answer


def is_refusal(answer: outbound.Answer) -> bool:
    """The one answer that is not signed; anybody could send it, and it says nothing but no."""
    return answer.status == 403 and answer.body.strip() == REFUSED_BODY


def what_else(answer: outbound.Answer) -> str:
    """A word about an answer that no companion gave."""
    if answer.status in (301, 302, 303, 307, 308):
        return f"the site sends on to {answer.headers.get('location', 'nowhere')[:120]}"
    with_code = ""
    try:
        table = json.loads(answer.body[:4096])
        with_code = f" ({str(table.get('code', ''))[:60]})" if isinstance(table, dict) and table.get("code") else ""
    except (ValueError, RecursionError):
        pass  # a page of HTML: its status says enough
    return f"status {answer.status}{with_code}"


def _clocks(answer: outbound.Answer, now: int) -> str:
    try:
        there = parsedate_to_datetime(answer.headers.get("date", "")).timestamp()
    except (ValueError, TypeError, OverflowError):
        return ""
    return f"its clock differs from ours by {there - now:.0f} s" if abs(there - now) > CLOCK_S else ""
