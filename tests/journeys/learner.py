"""What a learner does on the pages by keyboard: comes in by staff number, takes lessons and tests, reports, takes files along."""

import base64
import re
import subprocess
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rempart.people.core.library import lessons
from rempart.people.core.points import WORTH, Why
from tests.journeys import traveller
from tests.journeys.year import DOOR, NEWCOMER_ADDRESS, STAFF_NUMBER, Someone, Year

LESSON = "phishing_by_mail"
READ_S = 90  # of every step of a lesson: nobody hurries


def learn(year: Year, one: Someone, *, time: int) -> None:
    """Through the learners' door, with the code that came by mail."""
    hands = one.hands
    hands.go("/learn/")
    one.look()
    hands.write("#id_organisation", DOOR)
    hands.press("main form button.main")
    one.look()
    hands.write("#id_number", STAFF_NUMBER)
    hands.press("main form button.main")
    one.look()
    hands.write("#id_code", year.post.code(NEWCOMER_ADDRESS, time))
    hands.press("main form button.main")


def take(year: Year, one: Someone, *, right_at_once: bool) -> None:
    """The first lesson of the path, a step a minute; questions rightly, or each wrongly once."""
    hands = one.hands
    hands.go(f"/lessons/{LESSON}/")
    one.look()
    hands.press("main form button.main")
    wrong = set[str]()
    while hands.page.locator("main input[name=value]").count():
        one.look()
        ask = hands.page.locator("legend.ask").inner_text()
        right = right_answers(one.code).get(plain(ask))
        place = 0
        if right is not None:
            options = [plain(text) for text in hands.page.locator("label.answer span").all_inner_texts()]
            is_right = right_at_once or ask in wrong
            place = next(at for at, text in enumerate(options) if (text in right) is is_right)
            wrong.add(ask)
        hands.pick("value", place)
        year.clock.on(seconds=READ_S)
        hands.press("main form button.main")
    one.look()


def right_answers(code: str) -> dict[str, set[str]]:
    """By what is asked, in a language: as it stands in the lessons."""
    found = {}
    for one in lessons().values():
        for question in one[code[:2]].questions:
            found[plain(question.ask)] = {plain(answer.text) for answer in question.answers if answer.is_right}
    return found


def plain(text: str) -> str:
    """Without marks of sources and without blanks, which a page sets differently."""
    return re.sub(r"\s|\[[a-z0-9_]+\]", "", text)


def answer_all(year: Year, one: Someone, *, wrong_at_first: int) -> None:
    """Questions until none is left; the first ones wrongly."""
    hands = one.hands
    while hands.page.locator("main input[name=value]").count():
        right = right_answers(one.code)[plain(hands.page.locator("legend.ask").inner_text())]
        options = [plain(text) for text in hands.page.locator("label.answer span").all_inner_texts()]
        hands.pick("value", next(at for at, text in enumerate(options) if (text in right) is not bool(wrong_at_first)))
        wrong_at_first -= bool(wrong_at_first)
        year.clock.on(seconds=READ_S)
        hands.press("main form button.main")
        one.look()


def part_of(token: str) -> bytes:
    """What a signed token says."""
    body = token.split(".")[1]
    return base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))


def pem_of(jwk: dict[str, str]) -> bytes:
    """As another library wants a public key."""
    raw = base64.urlsafe_b64decode(jwk["x"] + "==")
    return Ed25519PublicKey.from_public_bytes(raw).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def file_of(one: Someone, what: str) -> bytes:
    """A download, by keyboard."""
    one.hands.reach(what)
    with one.page.expect_download() as coming:
        one.page.keyboard.press("Enter")
    return Path(coming.value.path()).read_bytes()


def text_of(pdf: bytes) -> str:
    """Its words, read by a program that did not make it."""
    said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return re.sub(r"[ \n]+", " ", said.decode())


def points_are(one: Someone, *whys: Why, perhaps: Why | None = None) -> None:
    """That many, and not one more; `perhaps` is what the worker counts at an hour of its own."""
    due = sum(WORTH[why] for why in whys)
    fine = {str(due), str(due + (WORTH[perhaps] if perhaps else 0))}
    title = one.page.locator("h1")
    traveller.reload_until(one.page, lambda: re.sub(r"\D", "", title.inner_text()) in fine, f"{due} points")


def report(one: Someone, mail: bytes) -> None:
    """As a file that was saved."""
    one.hands.go("/report/")
    one.look()
    one.page.set_input_files("#r_file", {"name": "mail.eml", "mimeType": "message/rfc822", "buffer": mail})
    one.hands.press("main form.panel button.main")
