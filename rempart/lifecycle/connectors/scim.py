"""Any system that speaks SCIM 2.0: the leaver's user is set inactive there, and looked at again. Nobody is deleted."""

from rempart.lifecycle.core.connector import Client, Connector, Identity, Proof, Setting, Target, Trouble
from rempart.lifecycle.core.scim_target import Found, Users
from rempart.terms.words import Words


def revoke(target: Target, identity: Identity, client: Client) -> Proof:
    """A user whom the server does not know has nothing to lose; that is proof too."""
    users = Users(target, client)
    found = users.find(identity)
    read_back = {f"user_{place}": _disable(users, one) for place, one in enumerate(found, 1)}
    if any(one.is_active for one in users.find(identity)):  # a list that still shows them outweighs a 404
        raise Trouble("still_there", "the list of users still shows them as active")
    return Proof(bool(found), ("active",) if found else (), {"users": len(found)}, read_back)


def check(target: Target, client: Client) -> str:
    """Reads; whether our token may also write is seen at the first leaver."""
    Users(target, client).config()
    return "reads"


def _disable(users: Users, found: Found) -> str:
    if found.is_active:
        users.disable(found)
    now = users.look(found)
    if now is not None and now.is_active:
        raise Trouble("still_there", "the user is still active there; the token may lack the right to write")
    return f"id={found.id} active={'gone' if now is None else 'false'}"


UNIT = Connector(
    id="scim",
    title=Words("SCIM 2.0: any other system", "SCIM 2.0 : tout autre système", "SCIM 2.0：任何其他系统"),
    settings=(
        Setting(
            "address",
            Words(
                "Address, mostly ending in /scim/v2",
                "Adresse, finissant souvent par /scim/v2",
                "地址，通常以 /scim/v2 结尾",
            ),
            is_address=True,
        ),
        Setting("token", Words("Bearer token", "Jeton porteur", "持有者令牌"), is_secret=True),
    ),
    revoke=revoke,
    check=check,
)
