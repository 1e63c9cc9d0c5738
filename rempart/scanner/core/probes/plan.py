"""What a run sends at a filter: for each class attacks with their twins as a browser, and a few pairs as ourselves."""

from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import quote

from rempart.facts.probe import AttackClass
from rempart.scanner.core.probes.attacks import FIELDS, TEXTS
from rempart.scanner.core.probes.identity import Headers, browser
from rempart.scanner.core.probes.wording import Wording

PAIRS = 2  # of each class as a browser: 24 requests
OWN_PAIRS = 2  # under our own name, of classes the seed chooses: 4 requests, so 28 of the 60 a run may send
CALLS = 20  # in one XML-RPC multicall; an attacker sends hundreds
FORM = ("Content-Type", "application/x-www-form-urlencoded")
XML = ("Content-Type", "text/xml")
CALL = (
    "<value><struct><member><name>methodName</name><value><string>demo.sayHello</string></value></member>"
    "<member><name>params</name><value><array><data><value><string>{}</string></value></data></array></value>"
    "</member></struct></value>"
)
# What exploit kits have asked for since years: path to the plug-in, what it is asked, the field that names a file.
AJAX = (("revslider_show_image", "img"), ("duplicator_download", "file"))
DIRECT = (
    ("wp-file-manager", "lib/php", "connector.minimal", "cmd=info", "target"),
    ("mail-masta", "inc/campaign", "count_of_send", "x=1", "pl"),
)

Identity = Literal["browser", "own"]
Pair = tuple["Probe", "Probe"]


@dataclass(frozen=True, slots=True)
class Probe:
    """One request below the site's root. `headers` hold the identity's; ourselves is the line's own default."""

    attack: AttackClass
    is_attack: bool
    identity: Identity
    path: str
    method: str = "GET"
    headers: Headers = ()
    body: bytes = b""


def plan(seed: bytes) -> tuple[Probe, ...]:
    """All probes of a run, in the order the seed gives."""
    as_browser, probes = browser(seed), list[Probe]()
    for attack in get_args(AttackClass):
        say = Wording(seed, attack)
        for number in range(PAIRS):
            probes += _pair(attack, say, ("browser", as_browser), is_form=number % 2 == 1)
    chance = Wording(seed, "own").chance
    for attack in chance.sample(get_args(AttackClass), OWN_PAIRS):
        probes += _pair(attack, Wording(seed, f"own {attack}"), ("own", ()), is_form=chance.random() < 0.5)
    Wording(seed, "order").chance.shuffle(probes)
    return tuple(probes)


def _pair(attack: AttackClass, say: Wording, who: tuple[Identity, Headers], *, is_form: bool) -> Pair:
    identity, headers = who
    if attack == "xmlrpc":
        path, texts = ("/xmlrpc.php", "/"), _calls(say)
        is_form, headers = True, (*headers, XML)
    elif attack == "known_plugin":
        path, texts = _known_plugin(say), ("", "")
        is_form = False
    else:
        path, texts = ("/", "/"), _texts(attack, say)
        headers = (*headers, FORM) if is_form else headers

    def probe(number: int) -> Probe:
        is_attack = number == 0
        if is_form:
            return Probe(attack, is_attack, identity, path[number], "POST", headers, texts[number].encode())
        told = f"?{texts[number]}" if texts[number] else ""
        return Probe(attack, is_attack, identity, path[number] + told, "GET", headers)

    return probe(0), probe(1)


def _texts(attack: AttackClass, say: Wording) -> tuple[str, str]:
    """The same fields in the same order, values of the same length in the same encoding."""
    field, other, word = say.chance.choice(FIELDS[attack]), say.word(), say.word()
    space = say.chance.choice(["+", "%20"])
    bad = quote(TEXTS[attack](say), safe="").replace("%20", space)
    is_path = attack == "traversal"
    good = say.filling(len(bad), "%2F", ".html") if is_path else say.filling(len(bad), space)
    return f"{other}={word}&{field}={bad}", f"{other}={word}&{field}={good}"


def _calls(say: Wording) -> tuple[str, str]:
    """Many calls in one request, each only a greeting; the twin posts as much XML at the front page."""
    name = say.word()
    calls = f"<param><value><array><data>{CALL.format(name) * CALLS}</data></array></value></param>"
    attack = f'<?xml version="1.0"?><methodCall><methodName>system.multicall</methodName><params>{calls}</params></methodCall>'
    head, tail = f'<?xml version="1.0"?><notes><note><to>{name}</to><text>', "</text></note></notes>"
    return attack, head + say.filling(len(attack) - len(head) - len(tail), " ") + tail


def _known_plugin(say: Wording) -> tuple[str, str]:
    """Addresses of known exploits; the file they would fetch does not exist. The twin asks in the same shape."""
    up = "%2e%2e/" * 2 if say.chance.random() < 0.5 else "../" * 2
    wanted = f"{up}{say.word()}-{say.word()}/wp-config.php"
    harmless = say.filling(len(wanted), "/", ".png")
    if say.chance.random() < 0.5:
        action, field = say.chance.choice(AJAX)
        start = "/wp-admin/admin-ajax.php?action="
        twin = say.filling(len(action), "_")
        return f"{start}{action}&{field}={wanted}", f"{start}{twin}&{field}={harmless}"
    slug, folder, file, asked, field = say.chance.choice(DIRECT)
    other = f"{say.filling(len(slug), '-')}/{folder}/{say.filling(len(file), '-')}.png"
    start = "/wp-content/plugins/"
    return f"{start}{slug}/{folder}/{file}.php?{asked}&{field}={wanted}", f"{start}{other}?{asked}&{field}={harmless}"
