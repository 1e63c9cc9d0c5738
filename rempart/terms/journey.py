"""Steps of a journey as a person types them: `GET /cart => Your cart`, one a line; `POST /cart product=7 => added`."""

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

STEPS_MAX = 12
LINE_MAX = 500


class BadStep(ValueError):
    """A line that is no step; `number` counts from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(f"line {number} is no step")
        self.number = number


@dataclass(frozen=True, slots=True)
class Step:
    """One request of a journey, and the words that its answer must hold."""

    method: str
    url: str
    body: bytes
    words: str


def steps(home: str, text: str) -> list[Step]:
    """All of them; addresses stay on the host of `home`. Raises BadStep."""
    found = []
    for number, line in enumerate((one for one in text.splitlines() if one.strip()), 1):
        head, _, words = line.partition("=>")
        method, _, rest = head.strip().partition(" ")
        where, _, body = rest.strip().partition(" ")
        url = urljoin(home, where)
        is_known = method in ("GET", "POST") and (method == "POST" or not body)
        if number > STEPS_MAX or len(line) > LINE_MAX or not is_known or urlsplit(url).netloc != urlsplit(home).netloc:
            raise BadStep(number)
        found.append(Step(method, url, body.strip().encode(), words.strip()))
    return found


def accepts(wanted: str, status: int) -> bool:
    """`200-399`, `200,204`: is this status among them? Raises ValueError for what is no list of numbers."""
    for part in wanted.split(","):
        low, _, high = part.strip().partition("-")
        if int(low) <= status <= int(high or low):
            return True
    return False
