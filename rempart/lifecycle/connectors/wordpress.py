"""WordPress over REST: application passwords and sessions end, the role goes, the user and what they wrote stay."""

import secrets

from rempart.lifecycle.core.connector import Client, Connector, Identity, Proof, Setting, Target, Trouble
from rempart.lifecycle.core.wordpress_site import Rest, User, signed_in
from rempart.terms.words import Words

STEPS = ("application_passwords", "sessions", "role")


def revoke(target: Target, identity: Identity, client: Client) -> Proof:
    """By address, or by the name that somebody wrote down for this person here."""
    site = Rest(target, client)
    ours = signed_in(site)  # without the right to list users a search finds nobody, which would prove nothing
    wanted = identity.known_as or identity.email
    if not wanted:
        raise Trouble("no_identity", "neither an address nor a user name is known of the person")
    users = site.find(wanted)
    if any(user.id == ours.id for user in users):
        raise Trouble("our_own", "the connection acts with the leaver's own account")
    read_back = {f"user_{place}": _shut(site, user) for place, user in enumerate(users, 1)}
    return Proof(bool(users), STEPS if users else (), {"users": len(users)}, read_back)


def check(target: Target, client: Client) -> str:
    """Signs in, asks for the rights, and changes nothing."""
    site = Rest(target, client)
    site.application_passwords(signed_in(site).id)
    return "ok"


def _shut(site: Rest, user: User) -> str:
    """Ends, then looks; what was seen."""
    site.shut(user.id, secrets.token_urlsafe(48))
    site.end_application_passwords(user.id)  # after the sessions, which could have made another one
    now, left = site.user(user.id), site.application_passwords(user.id)
    if left or now.roles:
        raise Trouble("still_there", f"{left} application passwords and {len(now.roles)} roles are left")
    if now.rights:
        raise Trouble("own_rights", "rights besides a role: " + ", ".join(sorted(now.rights)[:5]))
    return f"id={now.id} application_passwords=0 roles=0 rights=0"


UNIT = Connector(
    id="wordpress",
    title=Words("WordPress", "WordPress", "WordPress"),
    settings=(
        Setting("address", Words("Address of the site", "Adresse du site", "网站地址"), is_address=True),
        Setting("user", Words("User name of an administrator", "Identifiant d’un administrateur", "管理员用户名")),
        Setting(
            "password",
            Words("Their application password", "Son mot de passe d’application", "该管理员的应用程序密码"),
            is_secret=True,
        ),
    ),
    revoke=revoke,
    check=check,
)
