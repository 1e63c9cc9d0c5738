"""Settings that more than one source asks for."""

from rempart.channel.source import Setting
from rempart.terms.words import Words

DATABASE = (
    Setting(
        "engine",
        Words(
            "Database: mysql, sqlite or none",
            "Base de données : mysql, sqlite ou none",
            "数据库：mysql、sqlite 或 none",
        ),
        initial="mysql",
    ),
    Setting("db_name", Words("Name of the database", "Nom de la base", "数据库名称"), is_needed=False),
    Setting("db_user", Words("User of the database", "Compte de la base", "数据库用户"), is_needed=False),
    Setting(
        "db_password",
        Words("Password of the database", "Mot de passe de la base", "数据库密码"),
        is_secret=True,
        is_needed=False,
    ),
    Setting(
        "db_port",
        Words("Port of the database server", "Port du serveur de base", "数据库服务器端口"),
        is_needed=False,
        initial="3306",
    ),
)
