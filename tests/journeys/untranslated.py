"""Finds English that stayed on a page in another language, where a translation exists."""

import re
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po
from playwright.sync_api import Page

import rempart
from rempart.maturity.core.saying_table import TABLE
from rempart.maturity.web.texts import unit_texts

AREAS = Path(rempart.__file__).parent
LOCALES = {"fr": "fr", "zh-hans": "zh_Hans"}
SLOT = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
OWN_NAMES = {"English"}  # a choice of languages offers each by its own name
LEAST_LETTERS = 12  # a pattern with slots and fewer letters than this would match by chance
READ = """() => {
  const found = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.parentElement;
    if (at && !at.closest('script, style, [lang]:not(html)')) found.add(walk.currentNode.data);
  }
  for (const el of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
    if (el.closest('[lang]:not(html)')) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) if (el.hasAttribute(name)) found.add(el.getAttribute(name));
  }
  found.add(document.title);
  return [...found];
}"""


def plain(text: str) -> str:
    """With single spaces."""
    return " ".join(text.split())


@lru_cache
def english(code: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Whole sentences, and patterns of those with slots, whose translation differs from the English."""
    pairs = [*_messages(code), *_units(code)]
    whole, patterns = set(), []
    for said, translated in pairs:
        if not translated or plain(said) == plain(translated):
            continue  # what has no translation yet fails `dev/messages.py --check`, not here
        if SLOT.search(said):
            letters = SLOT.sub("", said)
            if sum(c.isalpha() for c in letters) >= LEAST_LETTERS:
                patterns.append(re.compile(".{0,200}?".join(re.escape(plain(p)) for p in SLOT.split(plain(said)))))
        else:
            if any(c.isalpha() for c in said):
                whole.add(plain(said))
    return frozenset(whole - OWN_NAMES), tuple(patterns)


def _messages(code: str) -> list[tuple[str, str]]:
    found = []
    for path in AREAS.rglob(f"locale/{LOCALES[code]}/LC_MESSAGES/django.po"):
        with path.open("rb") as stream:
            for message in read_po(stream, locale=LOCALES[code]):
                if not message.id:
                    continue
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                strings = message.string if isinstance(message.string, tuple) else (message.string,)
                found += [(one, strings[min(n, len(strings) - 1)]) for n, one in enumerate(ids)]
    return found


def _units(code: str) -> list[tuple[str, str]]:
    """Titles, reasons and remedies of every control, and the sentences of the judge."""
    place = {"fr": 1, "zh-hans": 2}[code]
    found = [(said[0], said[place]) for said in TABLE.values()]
    said, other = unit_texts("en"), unit_texts(code.split("-")[0])
    for control in said.ids:
        one, two = said.control(control), other.control(control)
        found += [(one.title, two.title), (one.why, two.why), (one.question, two.question)]
        found += list(zip(one.fix, two.fix, strict=False))
        found += [(text, two.says.get(key, "")) for key, text in one.says.items()]
    return found


def left_in_english(page: Page, code: str) -> list[str]:
    """Texts of the page that are English though they need not be."""
    whole, patterns = english(code)
    texts = {plain(text) for text in page.evaluate(READ)} - {""}
    return sorted(t for t in texts if t in whole or any(p.fullmatch(t) for p in patterns))
