"""Sign-in, registration and REST as a stranger finds them: reading of their pages."""

from dataclasses import dataclass

from rempart.scanner.core.collector import Exchange
from rempart.scanner.core.wordpress.page import Page, clean, read_page
from rempart.scanner.core.wordpress.signs import is_login
from rempart.scanner.core.wordpress.users import decode

MAX_NAMESPACES = 100  # a busy shop has about forty
CHALLENGES = {  # sign on the form -> what it is; the signs are the public class and field names of each
    "cf-turnstile": "turnstile",
    "g-recaptcha": "recaptcha",
    "g-recaptcha-response": "recaptcha",
    "h-captcha": "hcaptcha",
    "frc-captcha": "friendly_captcha",
    "altcha-widget": "altcha",
    "mtcaptcha": "mtcaptcha",
    "captcha": "captcha",
    "math_captcha": "captcha",
    "captcha_code": "captcha",
    "cptch_number": "captcha",
    "aiowps-captcha-answer": "captcha",
}
SCRIPTS = {
    "challenges.cloudflare.com/turnstile": "turnstile",
    "google.com/recaptcha/": "recaptcha",
    "recaptcha.net/recaptcha/": "recaptcha",
    "hcaptcha.com/1/api.js": "hcaptcha",
    "<altcha-widget": "altcha",
}
FACTOR_FIELDS = {
    "googleotp": "google_authenticator",
    "two_factor_code": "two_factor",
    "wfls-token": "wordfence",
    "mo2fa_softtoken": "miniorange",
}
FACTOR_PATHS = {
    "/plugins/two-factor/": "two_factor",
    "/plugins/wp-2fa/": "wp_2fa",
    "/plugins/wordfence/modules/login-security": "wordfence",
    "/plugins/wordfence-login-security/": "wordfence",
    "/plugins/miniorange-2-factor-authentication/": "miniorange",
    "/plugins/duo-wordpress/": "duo",
}


@dataclass(frozen=True, slots=True)
class Rest:
    """What the root of REST tells. `is_open` None = no sign either way."""

    is_open: bool | None
    namespaces: tuple[str, ...]
    application_passwords: bool | None


def challenge(page: Page) -> str | None:
    """Captcha or proof of work on the form."""
    by_mark = next((name for sign, name in CHALLENGES.items() if sign in page.marks), None)
    return by_mark or next((name for sign, name in SCRIPTS.items() if sign in page.text), None)


def second_factor(page: Page) -> str | None:
    """A sign that a second factor is asked for; many ask only after the password, so absence proves nothing."""
    by_field = next((name for field, name in FACTOR_FIELDS.items() if field in page.inputs), None)
    return by_field or next((name for path, name in FACTOR_PATHS.items() if path in page.text), None)


def registration(answer: Exchange) -> bool | None:
    """From wp-login.php?action=register: the form, or the way back to sign-in."""
    if answer.status == 200:
        page = read_page(answer.text)
        if {"user_login", "user_email"} <= page.inputs:
            return True
        return False if is_login(page) else None
    location = answer.header("location") or ""
    if answer.status in (301, 302, 303, 307):
        return False if "registration=disabled" in location or location.rstrip("/").endswith("wp-login.php") else None
    return False if answer.status in (403, 404, 410) else None


def read_rest(answer: Exchange) -> Rest:
    """From the root of REST, cut to namespaces and authentication."""
    value = decode(answer.body)
    if answer.status == 200 and isinstance(value, dict) and isinstance(value.get("namespaces"), list):
        names = sorted({clean(name) for name in value["namespaces"] if isinstance(name, str)})
        ways = value.get("authentication")
        has_ways = "application-passwords" in ways if isinstance(ways, dict) else False
        return Rest(True, tuple(names)[:MAX_NAMESPACES], has_ways)
    if answer.status in (401, 403) or (answer.status == 404 and isinstance(value, dict)):
        return Rest(False, (), None)
    return Rest(None, (), None)
