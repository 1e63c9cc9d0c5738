"""Somebody at a keyboard, without a pointer: from the skip link by Tab, as a person finds the way, and never past it."""

import re

from playwright.sync_api import Locator, Page

MOST_TABS = 250  # of one page, before we say that it cannot be reached
IS_HERE = "el => el === document.activeElement"
GROUP = """([name, place]) => {
  const all = [...document.querySelectorAll(`main input[type=radio][name="${CSS.escape(name)}"]`)];
  return {here: all.indexOf(document.activeElement), on: all.findIndex(one => one.checked), count: all.length};
}"""


class Hands:
    """On one page of a browser; `home` is the console's address."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home

    def go(self, path: str) -> None:
        """An address that was typed."""
        self.page.goto(path if path.startswith("http") else f"{self.home}{path}")

    def reach(self, what: str | Locator) -> Locator:
        """Tab by Tab. What stands in the content is begun from the skip link."""
        found = (self.page.locator(what) if isinstance(what, str) else what).first
        found.wait_for(state="visible")
        if found.evaluate(IS_HERE):
            return found
        if found.evaluate("el => !!el.closest('main')") and not self._is_before(found):
            self.skip()
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if found.evaluate(IS_HERE):
                return found
        raise AssertionError(f"{what} cannot be reached by keyboard on {self.page.url}")

    def _is_before(self, found: Locator) -> bool:
        """Is the focus in the content already, and above what is looked for?"""
        return bool(found.evaluate(
            "el => { const at = document.activeElement; return !!at.closest('main')"
            " && !!(at.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING); }"
        ))  # fmt: skip

    def skip(self) -> None:
        """To the content, by the first link of the page."""
        self.page.evaluate("document.activeElement?.blur?.()")
        skip = self.page.locator("a.skip")
        self.page.keyboard.press("Tab")
        if not skip.evaluate(IS_HERE):
            skip.focus()  # the browser remembers where a page was left; a person would press Shift and Tab
        self.page.keyboard.press("Enter")

    def press(self, what: str | Locator, key: str = "Enter") -> None:
        """A button or a link that leads on."""
        self.reach(what)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def write(self, what: str | Locator, text: str) -> None:
        """Instead of what stood there."""
        field = self.reach(what)
        if field.get_attribute("type") in ("date", "datetime-local", "time"):
            field.fill(text)  # the parts of a date are typed in an order that each browser has for itself
            return
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)
        assert field.input_value().replace("\r\n", "\n") == text

    def tick(self, what: str | Locator, on: bool = True) -> None:
        """A box."""
        box = self.reach(what)
        if box.is_checked() != on:
            self.page.keyboard.press("Space")
        assert box.is_checked() == on

    def choose(self, what: str | Locator, value: str) -> None:
        """One of a list, by its first letters."""
        field = self.reach(what)
        word = str(field.locator(f'option[value="{value}"]').inner_text())
        self.page.keyboard.type(word)
        assert field.input_value() == value, f"{word} is not found by typing it"

    def pick(self, name: str, place: int) -> None:
        """One of a group, by the arrows."""
        first = self.page.locator(f'main input[type=radio][name="{name}"]')
        state = self.page.evaluate(GROUP, [name, place])
        self.reach(first.nth(max(0, int(state["on"]))))
        for _ in range(int(state["count"])):
            state = self.page.evaluate(GROUP, [name, place])
            if state["here"] == place:
                break
            self.page.keyboard.press("ArrowDown")
        if self.page.evaluate(GROUP, [name, place])["on"] != place:
            self.page.keyboard.press("Space")
        assert self.page.evaluate(GROUP, [name, place])["on"] == place

    @property
    def says(self) -> str:
        """The content, as text."""
        return re.sub(r"[ \t]+", " ", self.page.locator("main").inner_text())
