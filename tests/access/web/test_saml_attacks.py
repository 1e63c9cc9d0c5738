"""Attacks on signing in through SAML: answers signed by the true provider, then altered, reused, or moved elsewhere."""

import base64
import html
import re
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from dev.identity.saml import ENTITY, certificate
from rempart.access.actions.providers import save_provider
from rempart.access.store.models import Provider
from rempart.directory.actions.action import system_action
from rempart.directory.actions.create_account import create_account
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.core.roles import Role
from tests.access.people import FIREFOX
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BASE, UID = "http://localhost:8123", "lavandesaml"
ACS, METADATA = f"{BASE}/account/back/saml/{UID}/acs/", f"{BASE}/account/back/saml/{UID}/metadata/"
SHA256, RSA_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
NS = 'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"'
Change = Callable[[str], str]


def moment(seconds: int) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def assertion(asked: str, name: str = "ann", number: str = "_a1") -> str:
    """What an honest provider says."""
    return (
        f'<saml:Assertion {NS} ID="{number}" Version="2.0" IssueInstant="{moment(0)}"><saml:Issuer>{ENTITY}</saml:Issuer>'
        f"<saml:Subject><saml:NameID>{name}</saml:NameID>"
        f'<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData '
        f'InResponseTo="{asked}" Recipient="{ACS}" NotOnOrAfter="{moment(120)}"/></saml:SubjectConfirmation></saml:Subject>'
        f'<saml:Conditions NotBefore="{moment(-60)}" NotOnOrAfter="{moment(120)}"><saml:AudienceRestriction>'
        f"<saml:Audience>{METADATA}</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
        f'<saml:AuthnStatement AuthnInstant="{moment(0)}" SessionIndex="s1"><saml:AuthnContext><saml:AuthnContextClassRef>'
        "urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>"
        "</saml:AuthnStatement></saml:Assertion>"
    )


def response(inner: str, asked: str, more: str = "") -> str:
    """The unsigned envelope."""
    answered = f' InResponseTo="{asked}"' if asked else ""
    return (
        f'<samlp:Response {NS} ID="_r1" Version="2.0" IssueInstant="{moment(0)}" Destination="{ACS}"{answered}>'
        f"<saml:Issuer>{ENTITY}</saml:Issuer>{more}<samlp:Status><samlp:StatusCode "
        f'Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{inner}</samlp:Response>'
    )


class House:
    """Our side, and the provider's key."""

    def __init__(self, key: str, cert: str) -> None:
        self.key, self.cert = key, cert

    def sign(self, xml: str) -> str:
        signed = OneLogin_Saml2_Utils.add_sign(xml, self.key, self.cert, False, RSA_SHA256, SHA256)
        return str(signed.decode() if isinstance(signed, bytes) else signed)

    def browser(self) -> Client:
        return Client(headers={"user-agent": FIREFOX, "host": "localhost:8123"})

    def leave(self, client: Client) -> str:
        """The id of our question."""
        page = html.unescape(client.post(f"/account/outside/{UID}/").content.decode())
        target = next(one for one in re.findall(r'(?:href|url|action)="?([^"]+)"', page) if "SAMLRequest" in one)
        asked = base64.b64decode(parse_qs(urlsplit(target).query)["SAMLRequest"][0])
        (number,) = re.findall(r'\sID="([^"]+)"', zlib.decompress(asked, -15).decode())
        return str(number)

    def show(self, client: Client, xml: str) -> bool:
        """Is the browser in afterwards?"""
        path = urlsplit(ACS).path
        answer = client.post(path, {"SAMLResponse": base64.b64encode(xml.encode()).decode()})
        client.get(answer.headers["Location"])
        return "_auth_user_id" in client.session

    def try_with(self, change: Change, *, name: str = "ann") -> bool:
        """The provider itself says what `change` makes of an honest assertion, and signs it."""
        client = self.browser()
        asked = self.leave(client)
        return self.show(client, response(self.sign(change(assertion(asked, name))), asked))


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("saml"))


@pytest.fixture
def house(cast_: Cast, papers: tuple[Path, Path]) -> House:
    key, cert = (one.read_text() for one in papers)
    row = Provider(organisation=cast_.lavande, kind=Provider.SAML, name="Lavande SAML", uid=UID)
    row.settings = {"entity_id": ENTITY, "sso_url": "http://localhost:9/sso", "x509cert": cert}
    save_provider(cast_.alice, row, "")
    for name in ("ann", "ann.evil"):
        account = create_account(cast_.lavande, f"{name}@lavande.example", None, name)
        with system_action(cast_.lavande) as record:
            add_member(record, cast_.lavande, account, Role.LEARNER)
        SocialAccount.objects.create(user=account, provider=UID, uid=name)
    return House(key, cert)


def test_an_honest_answer_lets_in(house: House) -> None:
    assert house.try_with(lambda xml: xml)


def test_an_assertion_counts_once(house: House) -> None:
    client = house.browser()
    asked = house.leave(client)
    signed = house.sign(assertion(asked))
    assert house.show(client, response(signed, asked))
    client.post("/account/logout/")
    assert not house.show(client, response(signed, asked))
    thief = house.browser()
    again = house.leave(thief)
    assert not house.show(thief, response(signed, asked))
    assert not house.show(thief, response(signed, again))


def without(form: str) -> Change:
    def change(xml: str) -> str:
        left, count = re.subn(form, "", xml)
        assert count == 1, form
        return left

    return change


def instead(form: str, text: str) -> Change:
    def change(xml: str) -> str:
        changed, count = re.subn(form, text, xml)
        assert count >= 1, form
        return changed

    return change


SIGNED_BUT_WRONG: dict[str, Callable[[], Change]] = {
    "another audience": lambda: instead(r"(<saml:Audience>)[^<]+", r"\1https://other.example/metadata/"),
    "no audience": lambda: without(r"<saml:AudienceRestriction>.*</saml:AudienceRestriction>"),
    "another recipient": lambda: instead(r'Recipient="[^"]+"', 'Recipient="https://other.example/acs/"'),
    "a recipient that holds ours": lambda: instead(r'Recipient="', 'Recipient="https://other.example/?to='),
    "no recipient": lambda: without(r' ?Recipient="[^"]+"'),
    "to another question": lambda: instead(r'InResponseTo="[^"]+"', 'InResponseTo="_another"'),
    "to no question": lambda: without(r' ?InResponseTo="[^"]+"'),
    "ended": lambda: instead(r'NotOnOrAfter="[^"]+"', f'NotOnOrAfter="{moment(-600)}"'),
    "its conditions ended": lambda: instead(r'(<saml:Conditions[^>]+NotOnOrAfter=)"[^"]+"', rf'\1"{moment(-600)}"'),
    "its confirmation ended": lambda: instead(
        r'(<saml:SubjectConfirmationData[^>]+NotOnOrAfter=)"[^"]+"', rf'\1"{moment(-600)}"'
    ),
    "its confirmation never ends": lambda: without(r'(?<=acs/") NotOnOrAfter="[^"]+"'),
    "not yet": lambda: instead(r'NotBefore="[^"]+"', f'NotBefore="{moment(3_600)}"'),
    "its session ended": lambda: instead("SessionIndex=", f'SessionNotOnOrAfter="{moment(-600)}" SessionIndex='),
    "shown tomorrow": lambda: instead(r'AuthnInstant="[^"]+"', f'AuthnInstant="{moment(86_400)}"'),
    "never shown": lambda: without(r"<saml:AuthnStatement.*</saml:AuthnStatement>"),
    "another issuer": lambda: instead(ENTITY, "urn:another"),
    "not for whoever brings it": lambda: instead("cm:bearer", "cm:holder-of-key"),
}


@pytest.mark.parametrize("how", SIGNED_BUT_WRONG)
def test_what_the_provider_signed_for_something_else_opens_nothing(house: House, how: str) -> None:
    assert not house.try_with(SIGNED_BUT_WRONG[how]())


def test_an_answer_nobody_asked_for_opens_nothing(house: House) -> None:
    """Also where the envelope, which nobody signed, is made to fit a question of the thief's own."""
    stolen = house.sign(without(r' ?InResponseTo="[^"]*"')(assertion("")))
    thief = house.browser()
    assert not house.show(thief, response(stolen, ""))
    assert not house.show(house.browser(), response(stolen, "_made_up"))
    assert not house.show(thief, response(stolen, house.leave(thief)))


def test_an_answer_to_somebody_elses_question_opens_nothing(house: House) -> None:
    victim, thief = house.browser(), house.browser()
    asked = house.leave(victim)
    house.leave(thief)
    assert not house.show(thief, response(house.sign(assertion(asked)), asked))


def test_unsigned_altered_and_foreign_answers_open_nothing(house: House, tmp_path: Path) -> None:
    client = house.browser()
    asked = house.leave(client)
    honest = assertion(asked, "mallory")
    assert not house.show(client, response(honest, asked))
    assert not house.show(client, response(house.sign(honest).replace("mallory", "ann"), asked))
    assert not house.show(client, house.sign(response(assertion(asked), asked)))  # the envelope alone
    key, cert = (one.read_text() for one in certificate(tmp_path))
    assert not house.show(client, response(House(key, cert).sign(assertion(asked)), asked))
    weak = OneLogin_Saml2_Utils.add_sign(
        assertion(asked), house.key, house.cert, False, "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
        "http://www.w3.org/2000/09/xmldsig#sha1",
    )  # fmt: skip
    assert not house.show(client, response(weak.decode() if isinstance(weak, bytes) else weak, asked))


def wrapped(signed: str, forged: str) -> dict[str, str]:
    """Eight ways to let the check look at one assertion and the reading at another (XSW 1 to 8)."""
    signature = re.search(r"<ds:Signature.*?</ds:Signature>", signed, re.S)
    assert signature is not None
    bare, mark = signed.replace(signature[0], ""), signature[0]
    inside = mark.replace("</ds:Signature>", f"<ds:Object>{bare}</ds:Object></ds:Signature>")
    with_object = forged.replace("<saml:Subject>", f"{inside}<saml:Subject>", 1)
    return {
        "forged first": forged + signed,
        "forged last": signed + forged,
        "signed inside forged": forged.replace("</saml:Assertion>", f"{signed}</saml:Assertion>"),
        "signed bare inside forged": forged.replace("<saml:Subject>", f"{mark}<saml:Subject>", 1).replace(
            "</saml:Assertion>", f"{bare}</saml:Assertion>"
        ),
        "signed in an object of the signature": with_object,
        "forged in extensions": f"<samlp:Extensions>{forged}</samlp:Extensions>{signed}",
        "signed in extensions": f"<samlp:Extensions>{signed}</samlp:Extensions>{forged}",
        "forged within signed": signed.replace("</saml:Assertion>", f"{forged}</saml:Assertion>"),
        "forged in advice": signed.replace(
            "</saml:Conditions>", f"</saml:Conditions><saml:Advice>{forged}</saml:Advice>"
        ),
        "forged around, same number": forged.replace("_evil", "_a1") + signed,
    }


@pytest.mark.parametrize("number", range(10))
def test_a_wrapped_signature_lets_nobody_else_in(house: House, number: int) -> None:
    """Mallory is known to the provider; the forged part names Ann."""
    client = house.browser()
    asked = house.leave(client)
    ways = wrapped(house.sign(assertion(asked, "mallory")), assertion(asked, "ann", "_evil"))
    assert len(ways) == 10
    assert not house.show(client, response(list(ways.values())[number], asked))


def test_a_comment_in_a_name_makes_nobody_else_of_it(house: House) -> None:
    """Comments are not signed: what stands before one is not the name."""
    client = house.browser()
    asked = house.leave(client)
    signed = house.sign(assertion(asked, "ann.evil"))
    commented = signed.replace(">ann.evil<", ">ann<!-- -->.evil<")
    assert house.show(client, response(commented, asked))
    account = SocialAccount.objects.get(uid="ann.evil").user
    assert client.session["_auth_user_id"] == str(account.pk)


@pytest.mark.parametrize("text", ["", "%%%", "bm90IHhtbA==", base64.b64encode(b"<a/>").decode()])
def test_what_is_no_answer_is_refused_without_a_fault(house: House, text: str) -> None:
    client = house.browser()
    house.leave(client)
    answer = client.post(urlsplit(ACS).path, {"SAMLResponse": text})
    assert client.get(answer.headers["Location"]).status_code == 403


def test_entities_are_not_expanded(house: House) -> None:
    client = house.browser()
    asked = house.leave(client)
    bomb = '<!DOCTYPE x [<!ENTITY a "ann">]>' + response(house.sign(assertion(asked)), asked)
    assert not house.show(client, bomb)


LOGOUT = (
    f'<samlp:{{kind}} {NS} ID="_l1" Version="2.0" IssueInstant="{{at}}" Destination="{BASE}/account/back/saml/{UID}/sls/">'
    f"<saml:Issuer>{ENTITY}</saml:Issuer>{{inner}}</samlp:{{kind}}>"
)
NAMED = "<saml:NameID>ann</saml:NameID>"
ENDED = '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'


@pytest.mark.parametrize(
    ("field", "kind", "inner"),
    [("SAMLRequest", "LogoutRequest", NAMED), ("SAMLResponse", "LogoutResponse", ENDED)],
)
def test_nobody_outside_signs_a_person_out_or_sends_them_on(house: House, field: str, kind: str, inner: str) -> None:
    """An unsigned word in a link: it would end the session, or lead from our address to any other."""
    client = house.browser()
    asked = house.leave(client)
    assert house.show(client, response(house.sign(assertion(asked)), asked))
    said = LOGOUT.format(kind=kind, at=moment(0), inner=inner)
    packed = base64.b64encode(zlib.compress(said.encode())[2:-4]).decode()
    query = {field: packed, "RelayState": "https://evil.example/"}
    answer = client.get(f"/account/back/saml/{UID}/sls/", query)
    assert answer.status_code == 404
    assert "_auth_user_id" in client.session
