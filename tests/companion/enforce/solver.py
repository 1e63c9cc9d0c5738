"""The sum that wp-login asks for, done without the code under test, and tokens of any age for whoever wants to cheat."""

import hashlib
import json
import re
from dataclasses import dataclass

from tests.companion.enforce.visitor import Said, Visitor
from tests.companion.enforce.ward import ENFORCE, Ward

PARTS = 16
ASK = "/wp-login.php?action=rempart_challenge"


@dataclass(frozen=True)
class Asked:
    """What a form asks of a name."""

    token: str
    bits: int

    def solved(self, name: str) -> dict[str, str]:
        """The fields that a browser would send."""
        return {"rempart_challenge": self.token, "rempart_proof": solve(self.token, name, self.bits)}


def solve(token: str, name: str, bits: int) -> str:
    """Sixteen small sums."""
    start = hashlib.sha256(f"{token}\n{name}".encode()).hexdigest()[:32]
    return ".".join(str(_part(f"{start}.{part}.".encode(), bits)) for part in range(PARTS))


def _part(head: bytes, bits: int) -> int:
    number, begun = 0, hashlib.sha256(head)
    while True:
        tried = begun.copy()
        tried.update(b"%d" % number)
        if int.from_bytes(tried.digest()[:4], "big") >> (32 - bits) == 0:
            return number
        number += 1


def on_page(said: Said) -> Asked:
    """In a form that came back."""
    bits = re.search(r'name="rempart_challenge"[^>]*data-bits="(\d+)"', said.text)
    assert bits is not None, said.text[-3000:]
    return Asked(said.field("rempart_challenge"), int(bits[1]))


def ask(visitor: Visitor, name: str) -> Asked | None:
    """As the script asks; None where nothing is."""
    told = json.loads(visitor.post(ASK, {"log": name}).text)
    return Asked(told["token"], told["bits"]) if told else None


def asked(visitor: Visitor, name: str) -> Asked:
    """The same, where something must be asked."""
    found = ask(visitor, name)
    assert found is not None
    return found


def made(ward: Ward, name: str, *, age: int, bits: int = 12, wait: int = 10) -> Asked:
    """A token as the site itself would have made it so long ago."""
    token = ward.site.php(
        f"$head = implode('.', [time() - {age}, {bits}, {wait}, bin2hex(random_bytes(16))]);"
        f"$seal = new ReflectionMethod('{ENFORCE}Challenge', 'seal'); $seal->setAccessible(true);"
        f"echo $head . '.' . $seal->invoke(null, $head, '{name}');"
    )
    return Asked(token, bits)
