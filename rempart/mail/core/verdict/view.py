"""A letter as the signs look at it: who it says it is from, what it shows, where it leads. Worked out once."""

import re
from dataclasses import dataclass, field

from rempart.mail.core.message import addresses
from rempart.mail.core.message.decoding import header, seen
from rempart.mail.core.message.letter import Address, Letter, Part
from rempart.mail.core.message.limits import MAX_READ
from rempart.mail.core.message.page import Page
from rempart.mail.core.message.shown import shown as shown_of
from rempart.mail.core.message.urls import Link, domain_of
from rempart.mail.core.verdict.authentication import results
from rempart.mail.core.verdict.brands import Brand, named, named_by
from rempart.mail.core.verdict.told import OwnDomains

_SPREAD = re.compile(r"(?<!\w)(?:\w[ .*_·|]){3,40}\w(?!\w)")


@dataclass(frozen=True, slots=True)
class View:
    """`words` is what a person reads (subject first), in lower case, styled letters made plain; `shown` as it stands."""

    letter: Letter
    own: OwnDomains
    sender: Address
    reply_to: Address
    recipients: tuple[str, ...]
    subject: str
    shown: str
    words: str
    hidden: str
    pages: tuple[Page, ...]
    links: tuple[Link, ...]
    authentication: dict[str, str]
    brands: tuple[Brand, ...] = ()  # that the sender's own name claims
    subject_brands: tuple[Brand, ...] = ()
    text_brands: tuple[Brand, ...] = ()
    attachments: tuple[Part, ...] = field(default=())

    @property
    def domain(self) -> str:
        """That the sender's address belongs to."""
        return domain_of(self.sender.host)

    @property
    def is_own(self) -> bool:
        """It says that it comes from us."""
        return any(self.sender.host == one or self.sender.host.endswith(f".{one}") for one in self.own.domains)

    @property
    def is_list(self) -> bool:
        """A discussion list handed it on: marks that only such programs write together. Anybody can forge them."""
        return bool(
            self.letter.first("list-id") and (self.letter.first("list-post") or self.letter.first("x-mailman-version"))
        )

    @property
    def is_from_brand(self) -> bool:
        """The address is one of a well-known house."""
        return any(brand.owns(self.sender.host) for brand in (*self.brands, *self.subject_brands, *self.text_brands))

    def is_home(self, domain: str) -> bool:
        """The sender's own, or ours."""
        return bool(domain) and (domain == self.domain or domain in self.own.domains)


def view(letter: Letter, own: OwnDomains) -> View:
    """Everything that signs ask for."""
    seen_ = shown_of(letter)
    shown = (seen_.drawn if len(seen_.drawn.strip()) > 40 or not seen_.plain.strip() else seen_.plain)[:MAX_READ]
    subject = header(letter.first("subject"))[:1_000]
    sender = addresses.first(letter.first("from"))
    brands = tuple(named_by(sender.name))
    return View(
        letter=letter, own=own, sender=sender, reply_to=addresses.first(letter.first("reply-to")),
        recipients=tuple(addresses.every(f"{letter.first('to')}, {letter.first('cc')}, {letter.first('delivered-to')}")),
        subject=seen(subject), shown=shown, words=_words(f"{subject}\n{shown}"), hidden="\n".join(one.hidden for one in seen_.pages),
        pages=seen_.pages, links=seen_.links, authentication=results(letter, own.mx),
        brands=brands, subject_brands=tuple(named(subject)), text_brands=tuple(named(shown[:3_000])),
        attachments=tuple(part for part in letter.parts if not part.is_read),
    )  # fmt: skip


def _words(said: str) -> str:
    plain = seen(said).lower().replace("’", "'")
    return " ".join(_SPREAD.sub(lambda found: re.sub(r"[\W_]", "", found.group()), plain).split())


def clicked(seen_: View) -> list[Link]:
    """What a person is led to: no pictures."""
    return [one for one in seen_.links if one.where != "picture"]
