"""Signing in as people do, in the tests of signing in."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client

from rempart.directory.store.models import Account
from tests.cast import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
)
FRANCE, CHINA = "2a01:e0a::1", "114.114.114.114"


def browser(agent: str = FIREFOX, address: str = "127.0.0.1") -> Client:
    """A browser of its own: cookies, a name, an address."""
    return Client(headers={"user-agent": agent}, REMOTE_ADDR=address)


def give_password(account: Account, password: str = PASSWORD) -> None:
    """Takes a while on purpose (argon2)."""
    account.set_password(password)
    account.save()


def code_of(account: Account, steps: int = 0) -> str:
    """What the account's app shows now."""
    held = Authenticator.objects.get(user=account, type=Authenticator.Type.TOTP).wrap()
    from allauth.mfa.utils import decrypt

    return str(format_hotp_value(hotp_value(decrypt(held.instance.data["secret"]), int(time.time()) // 30 + steps)))


def sign_in(client: Client, account: Account, password: str = PASSWORD, next_page: str = "") -> HttpResponse:
    """Password, then the app's code where one is due; the last answer."""
    data = {"login": account.email, "password": password} | ({"next": next_page} if next_page else {})
    answer = client.post("/account/login/", data)
    if answer.status_code == 302 and "/2fa/authenticate" in answer.headers["Location"]:
        from django.core.cache import cache

        cache.clear()  # a code counts once; these tests sign in faster than codes change
        answer = client.post("/account/2fa/authenticate/", {"code": code_of(account)})
    return answer


def is_in(client: Client) -> bool:
    """Does a page behind the sign-in open?"""
    return client.get("/account/sessions/").status_code == 200
