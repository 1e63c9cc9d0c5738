"""A folder on another server over SFTP."""

from rempart.backup.core.place import Medium, Opened, Place, Where
from rempart.channel.source import Setting
from rempart.terms.words import Words


def where(at: Where) -> Opened:
    """The connection is made by our own ssh, with the server's key pinned."""
    ssh = {name: at.of(name) for name in ("host", "port", "user", "host_key", "private_key")}
    folder = at.settings.get("folder", "").rstrip("/")
    return Opened(f"sftp:place:{folder}/{at.part}", ssh=ssh)


UNIT = Place(
    id="sftp_store",
    title=Words(
        "A folder on another server (SFTP)", "Un dossier sur un autre serveur (SFTP)", "另一台服务器上的文件夹（SFTP）"
    ),
    settings=(
        Setting("host", Words("Server", "Serveur", "服务器")),
        Setting("port", Words("Port", "Port", "端口"), initial="22", is_needed=False),
        Setting("user", Words("Account", "Compte", "账户")),
        Setting(
            "host_key",
            Words(
                "Key of the server; leave it empty first, and compare what is shown",
                "Clé du serveur ; laissez d’abord vide, puis comparez ce qui s’affiche",
                "服务器密钥；先留空，再核对显示的内容",
            ),
            is_needed=False,
        ),
        Setting("private_key", Words("Private key", "Clé privée", "私钥"), is_secret=True, is_long=True),
        Setting("folder", Words("Folder there", "Dossier là-bas", "那里的文件夹")),
        Setting("prune_user", Words("Account for pruning", "Compte pour élaguer", "清理用账户"), is_needed=False),
        Setting(
            "prune_private_key",
            Words("Private key for pruning", "Clé privée pour élaguer", "清理用私钥"),
            is_secret=True,
            is_needed=False,
            is_long=True,
        ),
    ),
    medium=Medium.SERVER,
    open=where,
)
