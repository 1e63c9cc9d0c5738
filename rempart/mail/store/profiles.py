"""What a profile keeps sealed: the password of the mail server and the key for DKIM."""

import json

from rempart.channel.sealed import decrypt, encrypt
from rempart.directory.store.sealed_field import context_of
from rempart.mail.net.smtp import Server
from rempart.mail.store.drill import Profile


def seal(row: Profile, password: str, dkim_key: str) -> None:
    """Into the row; it is not saved."""
    said = json.dumps({"password": password, "dkim_key": dkim_key}).encode()
    row.sealed = encrypt(said, context_of(row, "sealed"))


def unseal(row: Profile) -> tuple[str, str]:
    """Password and key. Raises rempart.channel.sealed.Unreadable."""
    said = json.loads(decrypt(row.sealed, context_of(row, "sealed")))
    return said["password"], said["dkim_key"]


def server_of(row: Profile) -> tuple[Server, str]:
    """How to reach it, and the key. Raises rempart.channel.sealed.Unreadable."""
    password, dkim_key = unseal(row)
    return Server(row.host, row.port, row.tls, row.username, password), dkim_key
