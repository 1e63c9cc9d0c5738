"""What a run sends at a filter: for each class attacks with their twins as a browser, and one attack as ourselves."""

from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import quote, urlencode

from rempart.facts.probe import AttackClass
from rempart.scanner.core.probes.attacks import FIELDS, TEXTS
from rempart.scanner.core.probes.wording import Wording

PAIRS = 2  # of each class; with the one as ourselves 30 requests, half of what a run may send
CALLS = 20  # in one XML-RPC multicall; an attacker sends hundreds
FORM = ("content-type", "application/x-www-form-urlencoded")
XML = ("content-type", "text/xml")
# What a visitor's browser says. A filter that only knows our own name must not look like one that knows attacks.
BROWSER = (
    ("user-agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"),
    ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("accept-language", "en-US,en;q=0.5"),
)

Identity = Literal["browser", "own"]


@dataclass(frozen=True, slots=True)
class Probe:
    """One request below the site's root. `headers` come on top of the identity's."""

    attack: AttackClass
    is_attack: bool
    identity: Identity
    path: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def all_headers(self) -> tuple[tuple[str, str], ...]:
        """With what says who asks; ourselves is the line's own default."""
        return (BROWSER if self.identity == "browser" else ()) + self.headers


def plan(seed: bytes) -> tuple[Probe, ...]:
    """All probes of a run, in the order the seed gives."""
    probes: list[Probe] = []
    for attack in get_args(AttackClass):
        say = Wording(seed, attack)
        for number in range(PAIRS):
            probes += _pair(attack, say, "browser", number)
        probes.append(_pair(attack, say, "own", 0)[0])
    Wording(seed, "order").chance.shuffle(probes)
    return tuple(probes)


def _pair(attack: AttackClass, say: Wording, identity: Identity, number: int) -> tuple[Probe, Probe]:
    if attack == "xmlrpc":
        return _xmlrpc(say, identity)
    if attack == "known_plugin":
        return _known_plugin(say, identity)
    texts = TEXTS[attack](say)
    field, other, word = say.chance.choice(FIELDS[attack]), say.word(), say.word()
    is_form = number % 2 == 1
    spaces = say.chance.choice(["+", "%20"])

    def probe(text: str, is_attack: bool) -> Probe:
        told = urlencode({other: word, field: text}, quote_via=quote, safe="").replace("%20", spaces)
        if is_form:
            return Probe(attack, is_attack, identity, "/", "POST", (FORM,), told.encode())
        return Probe(attack, is_attack, identity, f"/?{told}")

    return probe(texts[0], True), probe(texts[1], False)


def _xmlrpc(say: Wording, identity: Identity) -> tuple[Probe, Probe]:
    """Many calls in one request, each only a greeting; the twin posts as much XML at the front page."""
    name = say.word()
    call = (
        "<value><struct><member><name>methodName</name><value><string>demo.sayHello</string></value></member>"
        f"<member><name>params</name><value><array><data><value><string>{name}</string></value></data></array></value>"
        "</member></struct></value>"
    )
    many = f"<param><value><array><data>{call * CALLS}</data></array></value></param>"
    attack = f'<?xml version="1.0"?><methodCall><methodName>system.multicall</methodName><params>{many}</params></methodCall>'
    item = f"<note><to>{name}</to><text>{say.words(12)}</text></note>"
    twin = f'<?xml version="1.0"?><notes>{item * CALLS}</notes>'
    return (
        Probe("xmlrpc", True, identity, "/xmlrpc.php", "POST", (XML,), attack.encode()),
        Probe("xmlrpc", False, identity, "/", "POST", (XML,), twin.encode()),
    )


def _known_plugin(say: Wording, identity: Identity) -> tuple[Probe, Probe]:
    """Addresses that exploit kits have asked for since years; the file they would fetch does not exist."""
    missing, word = f"{say.word()}-{say.word()}", say.word()
    up = "%2e%2e/" * 2 if say.chance.random() < 0.5 else "../" * 2
    path, field = say.chance.choice(
        [
            ("/wp-admin/admin-ajax.php?action=revslider_show_image", "img"),
            ("/wp-admin/admin-ajax.php?action=duplicator_download", "file"),
            ("/wp-content/plugins/wp-file-manager/lib/php/connector.minimal.php?cmd=info", "target"),
            ("/wp-content/plugins/mail-masta/inc/campaign/count_of_send.php?x=1", "pl"),
        ]
    )
    attack = f"{path}&{field}={up}{missing}/wp-config.php"
    twin = f"/?action={word}&{field}={missing}/{say.word()}.png"
    return Probe("known_plugin", True, identity, attack), Probe("known_plugin", False, identity, twin)
