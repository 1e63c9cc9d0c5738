"""A site on a server that is reached over SSH: files by SFTP, the dump by the server's own program."""

from rempart.backup.core.words import DATABASE
from rempart.backup.net import far, far_back
from rempart.channel.source import Setting, Source
from rempart.terms.words import Words

UNIT = Source(
    id="sftp",
    title=Words("A server reached over SSH (SFTP)", "Un serveur joint par SSH (SFTP)", "通过 SSH（SFTP）访问的服务器"),
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
        Setting(
            "private_key", Words("Private key", "Clé privée", "私钥"), is_secret=True, is_needed=False, is_long=True
        ),
        Setting("password", Words("or password", "ou mot de passe", "或密码"), is_secret=True, is_needed=False),
        Setting("folder", Words("Folder of the site there", "Dossier du site là-bas", "服务器上的网站文件夹")),
        *DATABASE,
        Setting(
            "db_host",
            Words(
                "Host of the database, seen from there", "Hôte de la base, vu de là-bas", "数据库主机（从该服务器看）"
            ),
            is_needed=False,
            initial="localhost",
        ),
        Setting(
            "db_socket",
            Words("or its socket there", "ou son socket là-bas", "或其在服务器上的套接字"),
            is_needed=False,
        ),
    ),
    check=far.check,
    copy=far.copy,
    put_back=far_back.PUT_BACK,
    database=far.dumped,
)
