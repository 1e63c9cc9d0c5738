"""Settings files of programs, read as data: nothing in them is run, included or expanded."""

import re
from collections.abc import Callable, Iterator

from rempart.access.core.credentials.php import definitions
from rempart.access.core.credentials.secret import FILE_MAX_BYTES, SECRETS_MAX, Read, Secret, Unreadable

_SECRET = re.compile(
    r"(pass(word|wd|phrase)?|pwd|secret|token|api_?key|private_?key|auth_?key|salt|credential)s?$", re.I
)
_WORDPRESS = re.compile(r"^(DB_PASSWORD|FTP_PASS|(SECURE_AUTH|LOGGED_IN|AUTH|NONCE)_(KEY|SALT))$")
_NEAR = re.compile(r"(^|_)(user(name)?|login|name|database|db|host(name)?)$", re.I)
_ENV = re.compile(r"^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*=\s*(.*)$")
_INI = re.compile(r"^\s*([A-Za-z][A-Za-z0-9_-]*)\s*=\s*(.*)$")
_POINTS_ELSEWHERE = re.compile(r"^\$(\{[^}]*\}|[A-Za-z_]\w*)$")
NEAR_LEAST = 3  # shorter names fit everywhere


def kind_of(name: str) -> str:
    """By the file's name. Raises Unreadable."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].lower()
    if re.fullmatch(r"wp-config.*\.php.*", last):
        return "wp-config"
    if last.endswith(".my.cnf") or last in {"my.cnf", "mylogin.cnf"}:
        return "my.cnf"
    if last in {".netrc", "_netrc", "netrc"}:
        return "netrc"
    if last == ".env" or last.startswith(".env.") or last.endswith(".env"):
        return "env"
    raise Unreadable("its name is none of wp-config.php, .env, .my.cnf, .netrc; say which it is with --kind")


def read(data: bytes, kind: str) -> Read:
    """The secrets of a file. Raises Unreadable."""
    if len(data) > FILE_MAX_BYTES:
        raise Unreadable("it is larger than a settings file is")
    if b"\0" in data:
        raise Unreadable("it holds no text")
    found = READERS[kind](data.decode("utf-8", "surrogateescape"))
    if len(found.secrets) > SECRETS_MAX:
        raise Unreadable("it holds more secrets than a settings file does")
    return found


def _wp_config(text: str) -> Read:
    secrets, near, elsewhere = [], set(), 0
    for name, value, line in definitions(text):
        is_secret = bool(_WORDPRESS.match(name) or _SECRET.search(name))
        if is_secret and value is None:
            elsewhere += 1
        elif is_secret and value is not None:
            secrets.append(Secret(name, line, value))
        elif value and _NEAR.search(name):
            near.add(value.lower())
    return Read(tuple(secrets), _long(near), elsewhere)


def _env(text: str) -> Read:
    return _pairs(((found[1], _unquoted(found[2]), line) for found, line in _matches(text, _ENV)), _SECRET)


def _my_cnf(text: str) -> Read:
    return _pairs(((found[1], _unquoted(found[2]), line) for found, line in _matches(text, _INI)), _SECRET)


def _netrc(text: str) -> Read:
    """machine NAME login NAME password SECRET, over any number of lines; a macro ends at an empty line."""
    secrets: list[Secret] = []
    near: set[str] = set()
    machine, wanted, in_macro = "default", "", False
    for number, line in enumerate(text.split("\n"), 1):
        if in_macro:
            in_macro = bool(line.strip())
            continue
        for word in _words(line):
            if wanted in {"password", "account"}:
                secrets.append(Secret(f"{wanted} of {machine}", number, word))
            elif wanted == "machine":
                machine = word
            if wanted in {"machine", "login"}:
                near.add(word.lower())
            if wanted:
                wanted = ""
            elif word in {"machine", "login", "password", "account"}:
                wanted = word
            elif word == "default":
                machine = "default"
            elif word == "macdef":
                in_macro = True
                break
    return Read(tuple(secrets), _long(near))


def _words(line: str) -> Iterator[str]:
    for word in line.split():
        if word.startswith("#"):
            return
        yield word[1:-1] if len(word) >= 2 and word[0] == word[-1] == '"' else word


def _matches(text: str, form: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int]]:
    for number, line in enumerate(text.split("\n"), 1):
        found = form.match(line.rstrip("\r"))
        if found and not line.lstrip().startswith(("#", ";", "[")):
            yield found, number


def _pairs(pairs: Iterator[tuple[str, str, int]], secret: re.Pattern[str]) -> Read:
    secrets, near, elsewhere = [], set(), 0
    for name, value, line in pairs:
        if secret.search(name):
            if _POINTS_ELSEWHERE.match(value):
                elsewhere += 1
            else:
                secrets.append(Secret(name, line, value))
        elif value and _NEAR.search(name):
            near.add(value.lower())
    return Read(tuple(secrets), _long(near), elsewhere)


def _unquoted(text: str) -> str:
    """Between quotation marks everything; else up to a comment that stands after a blank."""
    whole = text.strip()
    if whole[:1] in {"'", '"'}:
        end = whole.find(whole[0], 1)
        return whole[1:end] if end > 0 else whole[1:]
    return re.split(r"\s[#;]", whole, maxsplit=1)[0].rstrip()


def _long(near: set[str]) -> frozenset[str]:
    return frozenset(name for name in near if len(name) >= NEAR_LEAST)


READERS: dict[str, Callable[[str], Read]] = {
    "wp-config": _wp_config,
    "env": _env,
    "my.cnf": _my_cnf,
    "netrc": _netrc,
}
