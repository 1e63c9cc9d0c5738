"""Facts out of what a companion answered: pure, so that the same answer gives the same facts."""

from collections.abc import Iterable, Sequence

from rempart.companion.core import policy
from rempart.companion.core.answers import Inventory, PluginSeen, Settings, ThemeSeen, UserSeen
from rempart.facts.companion_accounts import CompanionAccounts
from rempart.facts.companion_hardening import CompanionHardening
from rempart.facts.companion_sign_in import CompanionSignIn
from rempart.facts.companion_updates import Behind, CompanionUpdates
from rempart.facts.wordpress_core import Component, Mark, WordPressComponents, WordPressCore
from rempart.terms.duration import DAY_S, HOUR_S

MARK = "companion"
CHECKED_MAX_S = 3 * DAY_S  # WordPress asks twice a day; older than this, "nothing newer" says nothing
EDITS = frozenset({"manage_options", "edit_others_posts", "edit_users", "install_plugins", "unfiltered_html"})
RUNS = frozenset({"manage_options", "edit_users", "promote_users", "install_plugins", "manage_network"})
STRONG = frozenset({"totp", "passkey", "key"})  # a code by mail opens with the mailbox, and is none of its own
UNUSED_S = 90 * DAY_S
# Plug-ins that may ask for a second factor, or sign people in elsewhere, and keep that where we do not read.
UNREAD = frozenset(
    {
        "wordfence", "wordfence-login-security", "better-wp-security", "ithemes-security-pro", "solid-security-pro",
        "miniorange-2-factor-authentication", "google-authenticator", "google-authenticator-per-user-prompt", "duo-wordpress",
        "duo-universal", "rublon", "wp-simple-firewall", "all-in-one-wp-security-and-firewall", "really-simple-ssl",
        "secupress", "secupress-pro", "defender-security", "wp-defender", "loginizer-security", "authy-two-factor-authentication",
        "two-factor-authentication", "two-factor-authentication-premium", "keyy", "unloq", "wp-webauthn", "jetpack",
        "onelogin-saml-sso", "miniorange-saml-20-single-sign-on", "openid-connect-generic", "daggerhart-openid-connect-generic",
        "authldap", "simple-cloudflare-turnstile-sso", "melapress-login-security", "wp-saml-auth",
    }
)  # fmt: skip


def core(inventory: Inventory, now_s: int) -> WordPressCore:
    """WordPress tells its own version; whether there is a newer one only when it asked lately."""
    is_fresh = 0 < inventory.checked.core >= now_s - CHECKED_MAX_S
    newest = _newest(inventory.core.offers, inventory.core.version) if is_fresh else None
    return WordPressCore(
        is_wordpress=True,
        version=inventory.core.version,
        confidence_percent=100,
        marks=(Mark(MARK, inventory.core.version),),
        newest=newest,
        feed_date_ms=inventory.checked.core * 1000 if is_fresh else None,
    )


def components(inventory: Inventory) -> WordPressComponents:
    """The whole list, switched off ones too."""
    found = [
        *(Component("plugin", slug(one.file), one.version or None, MARK) for one in inventory.plugins),
        *(Component("must-use", slug(one.file), one.version or None, MARK) for one in inventory.must_use),
        *(Component("theme", one.folder, one.version or None, MARK) for one in inventory.themes),
    ]
    return WordPressComponents(components=tuple(sorted(found, key=lambda one: (one.type, one.slug))))


def updates(inventory: Inventory, now_s: int) -> CompanionUpdates:
    """What WordPress would offer on its own page of updates."""
    parts: list[tuple[str, str, PluginSeen | ThemeSeen]] = [
        *(("plugin", slug(one.file), one) for one in inventory.plugins),
        *(("theme", one.folder, one) for one in inventory.themes),
    ]
    behind = [Behind(kind, name, one.version, one.offer, one.is_elsewhere) for kind, name, one in parts if one.offer]
    asked = min(inventory.checked.plugins, inventory.checked.themes)
    return CompanionUpdates(
        core=inventory.core.version,
        core_newest=core(inventory, now_s).newest,
        looked_at=len(parts) + len(inventory.must_use),
        behind=tuple(sorted(behind, key=lambda one: (one.type, one.slug))),
        unknown=sum(not one.is_known for _, _, one in parts) + len(inventory.must_use),
        automatic=sum(one.is_automatic for _, _, one in parts),
        checked_hours=max(0, now_s - asked) // HOUR_S if asked else None,
    )


def accounts(
    users: Sequence[UserSeen], inventory: Inventory, now_s: int, *, is_complete: bool, enforced: Iterable[str] = ()
) -> CompanionAccounts:
    """Counts only. `enforced` are the roles that the companion itself asks for a second factor."""
    asked = frozenset(enforced)
    editors = [user for user in users if EDITS.intersection(user.capabilities)]
    running = [user for user in editors if RUNS.intersection(user.capabilities)]
    return CompanionAccounts(
        is_complete=is_complete,
        accounts=len(users),
        editors=len(editors),
        editors_with_factor=sum(has_factor(user) for user in editors),
        editors_enforced=sum(has_factor(user) and bool(asked.intersection(user.roles)) for user in editors),
        administrators=len(running),
        administrators_with_factor=sum(has_factor(user) for user in running),
        editors_with_application_passwords=sum(user.application_passwords > 0 for user in editors),
        editors_unused_90_days=sum(_is_unused(user, now_s) for user in editors),
        called_admin=sum(user.is_called_admin for user in users),
        unread=tuple(sorted({slug(one.file) for one in inventory.plugins if one.is_active} & UNREAD)),
    )


def has_factor(user: UserSeen) -> bool:
    """One that a mailbox alone does not open."""
    return bool(STRONG.intersection(user.second_factor.kinds))


def may_edit(user: UserSeen) -> bool:
    """May change what others see."""
    return bool(EDITS.intersection(user.capabilities))


def hardening(settings: Settings) -> CompanionHardening:
    """As read."""
    return CompanionHardening(
        file_editor_off=settings.file_editor_off,
        file_changes_off=settings.file_changes_off,
        config_mode=settings.config_mode,
        debug_shown=settings.debug_shown,
        debug_log_in_content=settings.debug_log_in_content,
        unfiltered_uploads=settings.unfiltered_uploads,
        weak_salts=settings.weak_salts,
        core_writable=settings.core_writable,
        risky_functions=tuple(sorted(set(settings.risky_functions_left))),
        url_include=settings.url_include,
        errors_shown=settings.errors_shown,
        registration_open=settings.registration_open,
        xmlrpc_enabled=settings.xmlrpc_enabled,
        application_passwords=settings.application_passwords,
        admin_over_tls_only=settings.admin_over_tls_only,
    )


def sign_in(held: policy.PolicyAnswer) -> CompanionSignIn:
    """Only what the companion says that it holds now."""
    limit, challenge = held.policy.login_limit, held.policy.login_challenge
    return CompanionSignIn(
        pause_after=limit.free if limit is not None and policy.is_kept(held, "login_limit") else None,
        challenge_after=challenge.after if challenge is not None and policy.is_kept(held, "login_challenge") else None,
    )


def slug(file: str) -> str:
    """`akismet/akismet.php` is akismet, `hello.php` is hello."""
    folder, slash, _ = file.partition("/")
    return folder if slash else folder.removesuffix(".php")


def _is_unused(user: UserSeen, now_s: int) -> bool:
    return max(user.last_signin_at or 0, user.made_at) < now_s - UNUSED_S


def _newest(offers: Sequence[str], version: str) -> str:
    return max(offers, key=_order) if offers else version


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.partition("-")[0].split(".") if part.isdecimal())
