"""Django settings; everything about areas is found, nothing is listed by hand, and importing has no side effects."""

import os

from rempart.access.core.limits import ABSOLUTE_S, CODES_ASKED, CODES_TRIED, SEALS_TRIED
from rempart.channel.place import state_folder
from rempart.console import databases
from rempart.console.secret import Fallbacks, secret_key
from rempart.directory.core.fresh import FRESH_S
from rempart.people.core.certificate import CERTIFICATES_ASKED
from rempart.registry.discover import parts

STATE = state_folder()
SECRET_KEY = secret_key(STATE)
SECRET_KEY_FALLBACKS = Fallbacks(STATE)  # replaced by `rempart rotate-key --sessions`, each for a day
DEBUG = False
ALLOWED_HOSTS = [name for name in os.environ.get("REMPART_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if name]
CSRF_TRUSTED_ORIGINS = [name for name in os.environ.get("REMPART_ORIGINS", "").split(",") if name]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rempart.design",  # before allauth: its templates are dressed here
    "rempart.console",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    *(name.removesuffix(".apps") for kind in ("store.apps", "web.apps") for name in parts("rempart", kind)),
]
MIDDLEWARE = [
    "rempart.console.requests.NumberedRequests",
    "rempart.console.api_errors.ProblemsOnly",
    "django.middleware.security.SecurityMiddleware",
    "rempart.console.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rempart.console.full_disk.FullDisk",
    "rempart.console.full_disk.Sessions",
    "rempart.console.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rempart.access.web.keeper.SessionKeeper",
    "rempart.access.web.break_glass_keeper.BreakGlassKeeper",
    "rempart.console.tenant.CurrentTenant",
    "rempart.access.web.device_keeper.DeviceKeeper",
    "django.contrib.messages.middleware.MessageMiddleware",
    "rempart.access.web.second_factor.SecondFactor",
]
ROOT_URLCONF = "rempart.console.urls"
WSGI_APPLICATION = "rempart.console.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rempart.console.frame.frame",
            ],
        },
    }
]

# Signing in: rempart/access, and allauth dressed in rempart/console/templates.
AUTH_USER_MODEL = "directory.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "rempart.access.web.breached.NotBreached"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "rempart.console.accounts.ClosedAccounts"
ACCOUNT_FORMS = {"login": "rempart.access.web.sign_in_form.SignInForm"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False  # our own letters, through the worker
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "code_asked": CODES_ASKED,
    "code_tried": CODES_TRIED,
    "seal_tried": SEALS_TRIED,
    "certificate_asked": CERTIFICATES_ASKED,
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = FRESH_S
ACCOUNT_SESSION_REMEMBER = True  # the limits are ours: rempart/access/core/limits.py
MFA_ADAPTER = "rempart.access.web.factors.Factors"
MFA_FORMS = {
    "add_webauthn": "rempart.access.web.passkey_forms.AddPasskey",
    "authenticate_webauthn": "rempart.access.web.passkey_forms.AuthenticatePasskey",
    "login_webauthn": "rempart.access.web.passkey_forms.LoginPasskey",
    "reauthenticate_webauthn": "rempart.access.web.passkey_forms.ReauthenticatePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Rempart"
SOCIALACCOUNT_ADAPTER = "rempart.access.web.outside.OutsideAccounts"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address that a provider claims opens nothing
SOCIALACCOUNT_PROVIDERS = {
    "saml": {"provider_class": "rempart.access.web.saml.StrictSAML"},
    "openid_connect": {"provider_class": "rempart.access.web.oidc.BoundOIDC"},
}
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = ABSOLUTE_S
SESSION_SERIALIZER = "rempart.access.store.session_form.Sealed"
CSRF_COOKIE_HTTPONLY = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "access_cache"}}
if os.environ.get("REMPART_TLS") == "1":  # behind a proxy that ends TLS; on loopback cookies must travel without it
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

DATABASES = {"default": databases.default(STATE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_MODULES: dict[str, str] = {}

USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("zh-hans", "简体中文")]
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

LOGGING_CONFIG = None  # each process says where its log goes (channel/logs.py); importing settings opens no file
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576  # a form of ours is a few KB; documents go through the file limit below
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600  # the questionnaire has three fields for each of 115 controls
DEFAULT_FROM_EMAIL = os.environ.get("REMPART_MAIL_FROM", "rempart@localhost")
EMAIL_BACKEND = "rempart.console.mail.OperatorsMail"  # the server set on the page "Mail"
# host:port of a server that takes our mail without a password, whatever the page says
if os.environ.get("REMPART_SMTP"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, _, EMAIL_PORT = os.environ["REMPART_SMTP"].rpartition(":")
    EMAIL_TIMEOUT = 10
