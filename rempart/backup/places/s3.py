"""An object store that speaks S3; the keys are read by restic from a file in memory."""

from urllib.parse import urlsplit

from rempart.backup.core.place import Medium, Opened, Place, Unusable, Where
from rempart.channel.source import Setting
from rempart.terms.words import Words


def where(at: Where) -> Opened:
    """One prefix for each site."""
    given, bucket = urlsplit(at.of("url")), at.of("bucket")
    if given.scheme not in ("http", "https") or not given.hostname or not bucket or "/" in bucket:
        raise Unusable("url")
    key, secret = at.of("key_id"), at.of("secret")
    if any(ord(letter) < 33 for letter in key + secret):
        raise Unusable("secret")
    held = f"[default]\naws_access_key_id = {key}\naws_secret_access_key = {secret}\n".encode()
    env = {"AWS_SHARED_CREDENTIALS_FILE": "{keys}", "AWS_DEFAULT_REGION": at.of("region") or "us-east-1"}
    port = given.port or (443 if given.scheme == "https" else 80)
    repository = f"s3:{given.scheme}://{given.netloc}/{bucket}/{at.part}"
    return Opened(repository, env, {"keys": held}, ((given.hostname, port),))


UNIT = Place(
    id="s3",
    title=Words("An object store (S3)", "Un stockage objet (S3)", "对象存储（S3）"),
    settings=(
        Setting("url", Words("Address", "Adresse", "地址")),
        Setting("bucket", Words("Bucket", "Compartiment", "存储桶")),
        Setting("region", Words("Region", "Région", "区域"), is_needed=False),
        Setting("key_id", Words("Key id", "Identifiant de clé", "密钥标识")),
        Setting("secret", Words("Secret key", "Clé secrète", "私有密钥"), is_secret=True),
        Setting("prune_key_id", Words("Key id for pruning", "Clé pour élaguer", "清理用密钥标识"), is_needed=False),
        Setting(
            "prune_secret",
            Words("Secret key for pruning", "Clé secrète pour élaguer", "清理用私有密钥"),
            is_secret=True,
            is_needed=False,
        ),
    ),
    medium=Medium.OBJECT_STORE,
    open=where,
)
