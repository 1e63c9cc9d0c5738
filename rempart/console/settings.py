"""Django settings; everything about areas is found, nothing is listed by hand, and importing has no side effects."""

import os

from rempart.channel.place import state_folder
from rempart.console import databases
from rempart.console.secret import Fallbacks, secret_key
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
    "rempart.console.tenant.CurrentTenant",
    "django.contrib.messages.middleware.MessageMiddleware",
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

AUTH_USER_MODEL = "directory.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "rempart.console.accounts.ClosedAccounts"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Rempart"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

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

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3_600
if os.environ.get("REMPART_TLS") == "1":  # behind a proxy that ends TLS; on loopback cookies must travel without it
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # that proxy alone may say where a visitor comes from
LOGGING_CONFIG = None  # each process says where its log goes (channel/logs.py); importing settings opens no file
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576  # a form of ours is a few KB; documents go through the file limit below
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600  # the questionnaire has three fields for each of 115 controls
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
