"""A real Dovecot on loopback: one mailbox behind TLS, as an ordinary user or as root, in a folder of its own."""

import contextlib
import getpass
import grp
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import trustme

from tests.servers.tls import free_port, wait_for

USER, PASSWORD = "report@lavande.example", "granite-not-gravel-7"


@dataclass(frozen=True)
class PostBox:
    """`folder` is a Maildir: what is put into `new` has arrived."""

    port: int
    folder: Path

    def deliver(self, *mails: bytes) -> None:
        """As the mail server would."""
        for raw in mails:
            name = f"{len(list(self.folder.glob('*/*'))) + 1:06d}.test"
            (self.folder / "tmp" / name).write_bytes(raw)
            (self.folder / "tmp" / name).chmod(0o666)
            (self.folder / "tmp" / name).rename(self.folder / "new" / name)

    def flags(self) -> list[str]:
        """Of each mail in its order: S for read, F for flagged."""
        return ["".join(sorted(path.name.partition(":2,")[2])) for path in sorted(self.folder.glob("*/*"))]


@contextlib.contextmanager
def dovecot(ca: trustme.CA) -> Iterator[PostBox]:
    """Until the block ends. Its helpers drop root's rights, so that its folder cannot be pytest's own."""
    with tempfile.TemporaryDirectory(prefix="dovecot-") as name:
        Path(name).chmod(0o755)
        with _served(Path(name), ca) as box:
            yield box


@contextlib.contextmanager
def _served(folder: Path, ca: trustme.CA) -> Iterator[PostBox]:
    mails, port = folder / "mail", free_port()
    for part in ("new", "cur", "tmp"):
        (mails / part).mkdir(parents=True)
    paper = ca.issue_cert("127.0.0.1", "localhost")
    paper.cert_chain_pems[0].write_to_path(folder / "cert.pem")
    paper.private_key_pem.write_to_path(folder / "key.pem")
    (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    for part in ("index", "control", "home"):
        (folder / part).mkdir()
    (folder / "dovecot.conf").write_text(_settings(folder, mails, port))
    program = shutil.which("dovecot") or "/usr/sbin/dovecot"
    process = subprocess.Popen(
        [program, "-F", "-c", str(folder / "dovecot.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port, process)
        yield PostBox(port, mails)
    finally:
        process.terminate()
        process.wait(90)


def _settings(folder: Path, mails: Path, port: int) -> str:
    user = getpass.getuser()
    mine = pwd.getpwnam(user)
    group = grp.getgrgid(mine.pw_gid).gr_name
    owner = "dovecot" if os.getuid() == 0 else user
    unprivileged = "dovenull" if os.getuid() == 0 else user
    vault = "nobody" if os.getuid() == 0 else user  # Dovecot hands no mail to root
    if os.getuid() == 0:
        for path in (mails, *mails.iterdir(), *(folder / part for part in ("index", "control", "home"))):
            shutil.chown(path, vault)
            path.chmod(0o777)  # and what is delivered by root must be his as well
    identity = pwd.getpwnam(vault)
    return f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
default_internal_user = {owner}
default_internal_group = {owner if os.getuid() == 0 else group}
default_login_user = {unprivileged}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{mails}:INDEX={folder}/index:CONTROL={folder}/control
disable_plaintext_auth = yes
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={identity.pw_uid} gid={identity.pw_gid} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""
