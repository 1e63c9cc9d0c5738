"""Writes letters to train on, out of `dev/mail_letters/`: whole messages with headers, links and attachments, bad and good.

How often each kind of letter has which build is what its author knows of such mail; nothing is copied from anybody's mail.
"""

import base64
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "mail_letters"
FIRST = [
    "Alice",
    "Bruno",
    "Chen",
    "Claire",
    "David",
    "Emma",
    "Farid",
    "Hélène",
    "Ines",
    "Jonas",
    "Julie",
    "Karim",
    "Lena",
    "Li",
    "Louis",
    "Maria",
    "Nora",
    "Olga",
    "Paul",
    "Sofia",
    "Tom",
    "Wei",
    "Yan",
    "Zoe",
]
LAST = [
    "Martin",
    "Bernard",
    "Schmidt",
    "Rossi",
    "Garcia",
    "Dubois",
    "Keller",
    "Novak",
    "Petit",
    "Wang",
    "Zhang",
    "Moreau",
    "Fischer",
    "Costa",
    "Brown",
    "Taylor",
    "Okafor",
    "Ivanov",
]
FIRMS = [
    "atelier-nord.example",
    "verdier-conseil.example",
    "hafenwerk.example",
    "luna-theatre.example",
    "marche-bio.example",
    "pixelhaus.example",
    "stadtbibliothek.example",
    "moreau-freres.example",
    "northwind-tools.example",
]
CITIES = ["Paris", "Lyon", "Berlin", "Beijing", "Lagos", "Madrid", "Moscow", "Shanghai", "London", "Milan"]
THINGS = [
    "iPhone",
    "cordless drill",
    "coffee machine",
    "tumbler",
    "vacuum cleaner",
    "gift card",
    "tool set",
    "air fryer",
    "television",
    "skincare box",
]
BRANDS = [
    "Microsoft",
    "PayPal",
    "Netflix",
    "Amazon",
    "DHL",
    "Apple Support",
    "La Poste",
    "Ameli",
    "Alipay",
    "支付宝",
    "Facebook",
    "Binance",
    "OVHcloud",
    "WordPress",
    "Bradesco",
    "Sparkasse",
    "Walmart",
]
ENDINGS = [
    "com",
    "com",
    "com",
    "org",
    "net",
    "info",
    "top",
    "xyz",
    "icu",
    "shop",
    "online",
    "site",
    "fr",
    "de",
    "com.br",
    "co.uk",
    "ru",
]
DAYS = ["Monday", "Tuesday", "12 May", "3 June", "lundi", "mardi", "周三", "6 月 3 日"]
MONTHS = ["January", "May", "October", "mars", "juin", "三月"]


@dataclass(frozen=True, slots=True)
class Written:
    """A message, and whether it is a bad one. `group` holds what must not be split between learning and trying."""

    raw: bytes
    is_bad: bool
    group: str


def sections() -> dict[tuple[bool, str, str], list[str]]:
    """Lines by (bad, language, topic)."""
    found: dict[tuple[bool, str, str], list[str]] = {}
    for file in sorted(FOLDER.glob("*.txt")):
        key = (False, "", "")
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("["):
                kind, topic = line.strip("[]").split()
                key = (kind == "bad", file.stem if file.stem != "more" else topic, topic)
            elif line and not line.startswith("#"):
                found.setdefault(key, []).append(line)
    return found


class Writer:
    """Draws from one seed."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.sections = sections()

    def all(self, each: int) -> Iterator[Written]:
        """`each` letters of every section; lures of other languages in fewer words, so fewer letters."""
        for (is_bad, language, topic), lines in sorted(self.sections.items()):
            for number in range(each if language in ("en", "fr", "zh") else each // 2):
                group = f"{is_bad}-{language}-{topic}-{number % 5}"
                yield Written(self.bad(lines) if is_bad else self.good(lines, topic), is_bad, group)

    def filled(self, line: str) -> str:
        """With names and numbers."""
        draw = self.draw
        return line.format(
            brand=draw.choice(BRANDS), hours=draw.choice((12, 24, 48, 72)), city=draw.choice(CITIES), number=draw.randint(2, 90),
            amount=draw.choice(("$", "€", "£", "")) + str(draw.choice((2, 19, 50, 100, 349, 500, 750, 1000, 4500))), first=draw.choice(FIRST),
            surname=draw.choice(LAST), thing=draw.choice(THINGS), day=draw.choice(DAYS), hour=f"{draw.randint(8, 18)}:30",
            month=draw.choice(MONTHS), ip=".".join(str(draw.randint(11, 200)) for _ in range(4)),
        )  # fmt: skip

    def stranger(self) -> str:
        """A domain nobody knows."""
        draw = self.draw
        letters = "".join(draw.choice("abcdefghijklmnoprstuvwxyz") for _ in range(draw.randint(5, 10)))
        word = draw.choice(
            (letters, f"{draw.choice(LAST).lower()}{draw.randint(1, 99)}", f"{draw.choice(LAST)}-{letters[:4]}".lower())
        )
        return f"{word}.{draw.choice(ENDINGS)}"

    def bad(self, lines: list[str]) -> bytes:
        draw = self.draw
        said = [self.filled(one) for one in draw.sample(lines, min(len(lines), draw.randint(2, 7)))]
        name, sender = self._bad_sender()
        place = draw.choice(
            (
                self.stranger(),
                self.stranger(),
                "bit.ly",
                "t.co",
                "pages-7.web.app",
                "x9.blob.core.windows.net",
                "203.0.113.9",
            )
        )
        link = f"https://{place}/{draw.randint(1000, 99999)}"
        to = f"{draw.choice(FIRST)}.{draw.choice(LAST)}@{draw.choice(FIRMS)}".lower()
        subject = said[0] if draw.random() < 0.85 else f"{to}: {said[0]}"
        heads = {"From": f"{_word(name)} <{sender}>", "To": to, "Subject": _word(subject)}
        if draw.random() < 0.2:
            heads["Reply-To"] = f"{self.stranger().partition('.')[0]}@gmail.com"
        if draw.random() < 0.15:
            heads["X-Priority"] = "1"
        if draw.random() < 0.15:
            return _plain(heads, "\n".join(said[1:]))
        return _page(
            heads,
            said[1:],
            [(link, draw.choice(("Click here", "OK", "Confirm", "Cliquez ici", "点击", "Go")))],
            draw.random() < 0.3,
        )

    def _bad_sender(self) -> tuple[str, str]:
        draw = self.draw
        name = draw.choice(
            (
                draw.choice(BRANDS),
                draw.choice(BRANDS),
                f"{draw.choice(FIRST)} {draw.choice(LAST)}",
                "Support Team",
                "Customer service",
            )
        )
        if draw.random() < 0.2:
            return name, f"{draw.choice(LAST).lower()}{draw.randint(10, 99999)}@gmail.com"
        if draw.random() < 0.1:
            return (
                name,
                f"no-reply@{draw.choice(('paypal', 'microsoft', 'netflix'))}-{draw.choice(('secure', 'account'))}.com",
            )
        return name, f"{draw.choice(('info', 'no-reply', 'support', 'contact'))}@{self.stranger()}"

    def good(self, lines: list[str], topic: str) -> bytes:
        draw = self.draw
        long = topic == "newsletter"
        said = [
            self.filled(one)
            for one in draw.sample(lines, min(len(lines), draw.randint(5, 14) if long else draw.randint(2, 6)))
        ]
        firm = draw.choice(FIRMS)
        person = f"{draw.choice(FIRST)} {draw.choice(LAST)}"
        to = f"{draw.choice(FIRST)}.{draw.choice(LAST)}@{draw.choice(FIRMS)}".lower()
        heads = {
            "From": f"{_word(person)} <{person.split()[0].lower()}@{firm}>",
            "To": _ascii(to),
            "Subject": _word(said[0]),
        }
        heads["From"] = _ascii_address(heads["From"], firm)
        if topic == "list":
            heads |= {
                "List-Id": f"<dev.lists.{firm}>",
                "List-Post": f"<mailto:dev@lists.{firm}>",
                "In-Reply-To": f"<{draw.randint(1, 9**9)}@{firm}>",
            }
            return _plain(heads, "\n".join(["> quoted", "> lines", "> of before", *said[1:]]))
        if topic in ("newsletter", "notice"):
            heads["From"] = f"{_word(firm.partition('.')[0].title())} <news@{firm}>"
            heads["List-Unsubscribe"] = f"<https://{firm}/leave/{draw.randint(1, 999)}>"
            away = draw.random() < 0.3
            links = [
                (f"https://{'click.sending-house.example' if away else firm}/{n}", f"More {n}")
                for n in range(draw.randint(1, 9))
            ]
            return _page(heads, said[1:], links, False)
        if draw.random() < 0.3:
            return _page(
                heads,
                said[1:],
                [(f"https://{firm}/doc/{draw.randint(1, 99)}", "here")] if draw.random() < 0.5 else [],
                False,
            )
        return _plain(heads, "\n".join(said[1:]))


def _ascii(text: str) -> str:
    return text.encode("ascii", "ignore").decode()


def _ascii_address(value: str, firm: str) -> str:
    name = value.partition(" <")[0]
    local = _ascii(value.partition("<")[2].partition("@")[0])
    return f"{name} <{local or 'office'}@{firm}>"


def _word(text: str) -> str:
    return text if text.isascii() else f"=?utf-8?b?{base64.b64encode(text.encode()).decode()}?="


def _heads(heads: dict[str, str], kind: str) -> str:
    lines = [f"{name}: {value}" for name, value in heads.items()]
    return "\r\n".join(
        [
            *lines,
            "MIME-Version: 1.0",
            f'Content-Type: {kind}; charset="utf-8"',
            "Content-Transfer-Encoding: 8bit",
            "",
            "",
        ]
    )


def _plain(heads: dict[str, str], body: str) -> bytes:
    return (_heads(heads, "text/plain") + body).encode()


def _page(heads: dict[str, str], said: list[str], links: list[tuple[str, str]], has_picture: bool) -> bytes:
    anchors = [f'<a href="{link}">{"<img src=x.png>" if has_picture else text}</a>' for link, text in links]
    body = "".join(f"<p>{one}</p>" for one in said) + " ".join(anchors)
    return (_heads(heads, "text/html") + f"<html><body>{body}</body></html>").encode()
