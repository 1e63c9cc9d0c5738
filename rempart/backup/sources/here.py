"""A folder and a database on this machine."""

from rempart.backup.core.words import DATABASE
from rempart.backup.net import here
from rempart.channel.source import Setting, Source
from rempart.terms.words import Words

UNIT = Source(
    id="here",
    title=Words(
        "A folder and a database on this machine", "Un dossier et une base sur cette machine", "本机上的文件夹和数据库"
    ),
    settings=(
        Setting("folder", Words("Folder of the site", "Dossier du site", "网站文件夹"), is_here=True),
        *DATABASE,
        Setting(
            "db_socket",
            Words("Socket of the database server", "Socket du serveur de base", "数据库服务器的套接字"),
            is_needed=False,
            is_here=True,
        ),
        Setting(
            "sqlite_file",
            Words("Database file (SQLite)", "Fichier de la base (SQLite)", "数据库文件（SQLite）"),
            is_needed=False,
            is_here=True,
        ),
    ),
    check=here.check,
    copy=here.copy,
    put_back=here.PUT_BACK,
    is_on_this_host=True,
)
