"""A REST server of restic's kind (rest-server, or rclone serve restic), best run append-only."""

from urllib.parse import quote, urlsplit

from rempart.backup.core.place import Medium, Opened, Place, Unusable, Where
from rempart.channel.source import Setting
from rempart.terms.words import Words


def where(at: Where) -> Opened:
    """Account and password stand in the address: it is handed over as a secret."""
    given = urlsplit(at.of("url"))
    if given.scheme not in ("http", "https") or not given.hostname or "@" in given.netloc:
        raise Unusable("url")
    user, password = quote(at.of("user"), safe=""), quote(at.of("password"), safe="")
    account = f"{user}:{password}@" if user else ""
    port = given.port or (443 if given.scheme == "https" else 8000)
    address = f"{given.scheme}://{account}{given.netloc}{given.path.rstrip('/')}/{at.part}/"
    return Opened(f"rest:{address}", hosts=((given.hostname, port),))


UNIT = Place(
    id="rest",
    title=Words("A REST server for restic", "Un serveur REST pour restic", "restic 的 REST 服务器"),
    settings=(
        Setting("url", Words("Address", "Adresse", "地址")),
        Setting("user", Words("Account", "Compte", "账户"), is_needed=False),
        Setting("password", Words("Password", "Mot de passe", "密码"), is_secret=True, is_needed=False),
        Setting("prune_url", Words("Address for pruning", "Adresse pour élaguer", "清理用地址"), is_needed=False),
        Setting("prune_user", Words("Account for pruning", "Compte pour élaguer", "清理用账户"), is_needed=False),
        Setting(
            "prune_password",
            Words("Password for pruning", "Mot de passe pour élaguer", "清理用密码"),
            is_secret=True,
            is_needed=False,
        ),
    ),
    medium=Medium.SERVER,
    open=where,
)
