"""What a User-Agent line says, coarsely: enough to be recognised by its owner, too little to follow anybody."""

import re
from typing import NamedTuple

LONGEST = 1_000  # characters read; real ones have fewer than 300


class Browser(NamedTuple):
    """`family` and `system` are names of products, empty when unknown; `kind` is computer, phone, tablet or other."""

    family: str
    system: str
    kind: str


# Order matters: many pretend to be others, the real name stands last or first.
_FAMILIES = (
    ("Edge", re.compile(r"\bEdg(e|A|iOS)?/")),
    ("Opera", re.compile(r"\b(OPR|Opera)/")),
    ("Samsung Internet", re.compile(r"\bSamsungBrowser/")),
    ("Vivaldi", re.compile(r"\bVivaldi/")),
    ("UC Browser", re.compile(r"\bUCBrowser/")),
    ("QQ", re.compile(r"\b(M?QQBrowser)/")),
    ("WeChat", re.compile(r"\bMicroMessenger/")),
    ("Firefox", re.compile(r"\b(Firefox|FxiOS)/")),
    ("Chrome", re.compile(r"\b(HeadlessChrome|Chrome|Chromium|CriOS)/")),
    ("Safari", re.compile(r"\bVersion/[\d.]+ .*Safari/")),
)
_SYSTEMS = (
    ("HarmonyOS", re.compile(r"\b(HarmonyOS|OpenHarmony)\b")),
    ("Android", re.compile(r"\bAndroid\b")),
    ("iPadOS", re.compile(r"\biPad\b")),
    ("iOS", re.compile(r"\biPhone\b")),
    ("Windows", re.compile(r"\bWindows\b")),
    ("macOS", re.compile(r"\bMac(intosh| OS X)\b")),
    ("ChromeOS", re.compile(r"\bCrOS\b")),
    ("Linux", re.compile(r"\bLinux\b")),
)


def browser_of(agent: str) -> Browser:
    """Never raises; nonsense is an unknown browser."""
    said = agent[:LONGEST]
    family = next((name for name, form in _FAMILIES if form.search(said)), "")
    system = next((name for name, form in _SYSTEMS if form.search(said)), "")
    return Browser(family, system, _kind(said, system))


def _kind(said: str, system: str) -> str:
    if system in {"iPadOS"} or (system in {"Android", "HarmonyOS"} and "Mobile" not in said):
        return "tablet"
    if system in {"iOS", "Android", "HarmonyOS"}:
        return "phone"
    return "computer" if system else "other"
