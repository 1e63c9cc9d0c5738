"""What is masked, emptied and taken away in a copy before it is served: one table, read by inside/mask.php.

A column or key that is personal and not named here is still searched for mail addresses, wherever it stands.
"""

import json
from collections.abc import Mapping

# Names of options, of meta keys and of keys inside their arrays that hold what opens something elsewhere.
OPENS = (
    "/secret|api[_-]?key|apikey|private[_-]?key|publishable|access[_-]?key|token|passw|passphrase|credential|licen[cs]e"
    "|client[_-]?id|webhook|merchant|_auth_|auth[_-]?key|smtp|bearer|nonce[_-]?(key|salt)|encryption[_-]?key|dsn\\b/i"
)
# Rows that nobody needs in a copy and that hold secrets, or work for later that must not be done twice.
EMPTY = (
    "woocommerce_payment_tokens", "woocommerce_payment_tokenmeta", "woocommerce_sessions", "woocommerce_api_keys",
    "wc_webhooks", "actionscheduler_actions", "actionscheduler_claims", "actionscheduler_logs", "wc_download_log",
)  # fmt: skip
_ADDRESS = {
    "first_name": "name", "last_name": "name", "company": "name", "address_1": "address", "address_2": "address",
    "city": "address", "postcode": "postcode", "phone": "phone", "email": "mail",
}  # fmt: skip
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "users": {
        "user_login": "login", "user_nicename": "login", "display_name": "name", "user_email": "mail", "user_url": "empty",
        "user_pass": "password", "user_activation_key": "empty",
    },
    "comments": {
        "comment_author": "name", "comment_author_email": "mail", "comment_author_url": "empty",
        "comment_author_IP": "ip", "comment_agent": "empty",
    },
    "signups": {"user_login": "name", "user_email": "mail", "activation_key": "empty", "meta": "empty"},
    "registration_log": {"email": "mail", "IP": "ip"},
    "wc_orders": {"billing_email": "mail", "ip_address": "ip", "user_agent": "empty", "customer_note": "empty",
                  "transaction_id": "empty"},
    "wc_order_addresses": _ADDRESS,
    "wc_customer_lookup": {"username": "name", "first_name": "name", "last_name": "name", "email": "mail",
                           "postcode": "postcode", "city": "address", "state": "empty"},
    "wc_rate_limits": {"rate_limit_key": "empty"},
    "links": {"link_notes": "empty"},
}  # fmt: skip
_PERSON = (
    ("/^_?(billing|shipping)_(first_name|last_name|company)$/", "name"),
    ("/^_?(billing|shipping)_(address_1|address_2|city)$/", "address"),
    ("/^_?(billing|shipping)_(address_index)$/", "empty"),
    ("/^_?(billing|shipping)_postcode$/", "postcode"),
    ("/^_?(billing|shipping)_phone$/", "phone"),
    ("/^_?(billing|shipping)_email$/", "mail"),
    ("/^_customer_(ip_address|user_agent)$/", "ip"),
    ("/^_(transaction_id|payment_tokens)$/", "empty"),
)
_OF_A_USER = (
    ("/^(first_name|last_name|nickname)$/", "name"),
    ("/^(description|session_tokens|_application_passwords|community-events-location|_new_email)$/", "empty"),
    ("/(^|_)(facebook|twitter|instagram|linkedin|aim|jabber|yim|skype|birth|iban|vat|siret|ssn|mobile|telephone|phone)/i",
     "empty"),
    ("/last_?ip|ip_address/i", "ip"),
    ("/totp|backup_codes|two_factor|webauthn|passkey|2fa/i", "empty"),
)  # fmt: skip
# Anybody's values, made again when they are missing. Missing and empty are not the same: WooCommerce 6.6 and 7.8 take an
# empty one for the list that they have kept, and no page opens any more.
_CACHED = ("/^_(site_)?transient_/", "gone")
# Of which table, under which key, which value: the first form that fits the key says what becomes of the value. A `secret`
# keeps its form (an array stays one, with nothing in it that was true), what is `gone` is as if it had never been kept, `logins` are a list of them.
META: Mapping[str, tuple[str, str, tuple[tuple[str, str], ...]]] = {
    "usermeta": ("meta_key", "meta_value", (*_OF_A_USER, *_PERSON, (OPENS, "secret"))),
    "postmeta": ("meta_key", "meta_value", (*_PERSON, (OPENS, "secret"))),
    "commentmeta": ("meta_key", "meta_value", ((OPENS, "secret"),)),
    "wc_orders_meta": ("meta_key", "meta_value", (*_PERSON, (OPENS, "secret"))),
    "options": (
        "option_name",
        "option_value",
        (
            ("/^(cron|auth_key|auth_salt|logged_in_key|logged_in_salt|secure_auth_key|secure_auth_salt)$/", "empty"),
            _CACHED,
            ("/^mailserver_(login|pass|url)$/", "secret"),
            ("/^rempart_/", "gone"),  # the copy is not enrolled anywhere
            (
                "/^woocommerce_(stripe|paypal|ppcp|ppec|square|mollie|klarna|braintree|amazon)[a-z_-]*_settings$/i",
                "secret",
            ),
            ("/^(stripe|paypal|ppcp|mollie|square|braintree|adyen|payplug)[_-]/i", "secret"),
            (OPENS, "secret"),
        ),
    ),
    "sitemeta": (
        "meta_key",
        "meta_value",
        (("/^site_admins$/", "logins"), _CACHED, ("/^rempart_/", "gone"), (OPENS, "secret")),
    ),
}
# Files below WordPress's folder that hold secrets or personal data and that no page needs.
FILES = (
    ".env", ".env.*", "*.sql", "*.sql.gz", "wp-config.*", "wp-config-*.php", ".git", ".svn", ".htpasswd", "error_log",
    "wp-content/debug.log", "wp-content/.htdebug-*.log", "wp-content/uploads/wc-logs", "wp-content/updraft", "wp-content/ai1wm-backups",
    "wp-content/advanced-cache.php", "wp-content/object-cache.php", "wp-content/cache",
)  # fmt: skip

# Of those, what nobody means to leave in a web root: a live server that does not hold it back hands it to strangers.
LEFT_BEHIND = (".env", ".env.*", "*.sql", "*.sql.gz", "wp-config.*", "error_log", "wp-content/debug.log")


def written(*, engine: str, name: str, file: str, prefix: str, salt: str, password: str) -> str:
    """The rules with what they need to know of this copy."""
    return json.dumps(
        {
            "engine": engine, "name": name, "file": file, "prefix": prefix, "salt": salt, "password": password,
            "secret": OPENS, "empty": EMPTY, "columns": COLUMNS, "meta": META,
        }
    )  # fmt: skip
