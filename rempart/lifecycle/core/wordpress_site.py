"""A WordPress site over its REST interface, as an administrator with an application password.

REST has no door for sessions: a new password ends them, because each cookie is signed with a part of its hash.
"""

from base64 import b64encode
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from rempart.lifecycle.core.connector import Client, Target, Trouble
from rempart.lifecycle.core.json_call import Answer, call_json, encrypted

NEEDED = ("list_users", "edit_users", "promote_users")
PAGE = 20  # users of one answer; with the few fields we ask for it stays far below the client's limit
MAX_PAGES = 5  # a search by a whole address finds one user; who answers hundreds is no WordPress
FIELDS = "id,username,email,roles,capabilities"


@dataclass(frozen=True, slots=True)
class User:
    """`rights` are the capabilities that are true, a role's name among them."""

    id: int
    username: str
    email: str
    roles: tuple[str, ...]
    rights: frozenset[str]


class Rest:
    """The routes that ending access needs. Raises Trouble for whatever is no plain answer."""

    def __init__(self, target: Target, client: Client) -> None:
        said = target.settings
        pair = f"{said['user']}:{said['password'].replace(' ', '')}"  # WordPress prints it with spaces
        self._headers = {"Authorization": "Basic " + b64encode(pair.encode()).decode()}
        self._base, self._client = encrypted(said["address"]), client

    def _ask(self, method: str, route: str, sent: object = None, **query: str) -> Answer:
        """By `rest_route`, which core answers whatever the permalinks are."""
        url = f"{self._base}/?{urlencode({'rest_route': route, **query})}"
        answer = call_json(self._client, method, url, self._headers, sent)
        if answer.status != 200:
            raise _refused(answer)
        return answer

    def me(self) -> User:
        """The account that we act with."""
        answer = self._ask("GET", "/wp/v2/users/me", context="edit", _fields=FIELDS)
        return _user(answer.value)

    def user(self, number: int) -> User:
        """As it is now."""
        answer = self._ask("GET", f"/wp/v2/users/{number}", context="edit", _fields=FIELDS)
        found = _user(answer.value)
        if found.id != number:
            raise Trouble("bad_answer", "the site answered with another user")
        return found

    def find(self, wanted: str) -> list[User]:
        """Whose address or user name is exactly that. The search finds parts too; those are somebody else."""
        found: dict[int, User] = {}
        for page in range(1, MAX_PAGES + 1):
            query = {"search": wanted, "per_page": str(PAGE), "page": str(page), "orderby": "id"}
            rows = self._ask("GET", "/wp/v2/users", context="edit", _fields=FIELDS, **query).value
            if not isinstance(rows, list) or len(rows) > PAGE:
                raise Trouble("bad_answer", "the site answered no list of users")
            users = [_user(row) for row in rows]
            found |= {
                one.id: one for one in users if wanted.casefold() in (one.email.casefold(), one.username.casefold())
            }
            if len(rows) < PAGE:
                return list(found.values())
        raise Trouble("bad_answer", "the site finds too many users")

    def application_passwords(self, number: int) -> int:
        """How many there are."""
        rows = self._ask("GET", f"/wp/v2/users/{number}/application-passwords", _fields="uuid").value
        if not isinstance(rows, list):
            raise Trouble("bad_answer", "the site answered no list of application passwords")
        return len(rows)

    def end_application_passwords(self, number: int) -> None:
        """All of them."""
        self._ask("DELETE", f"/wp/v2/users/{number}/application-passwords")

    def shut(self, number: int, password: str) -> None:
        """No role, and a password that nobody knows; with it every session ends."""
        self._ask("POST", f"/wp/v2/users/{number}", {"roles": [], "password": password}, _fields="id")


def signed_in(site: Rest) -> User:
    """The account that we act with. Raises Trouble naming the rights it lacks, as WordPress calls them."""
    ours = site.me()
    if missing := [name for name in NEEDED if name not in ours.rights]:
        raise Trouble("rights_missing", ", ".join(missing))
    return ours


def _user(value: Any) -> User:
    """Raises Trouble when a field is missing: a plug-in hides it, and we could not look."""
    try:
        rights = value["capabilities"] or {}  # PHP writes an empty map as a list
        held = frozenset(str(name) for name, given in rights.items() if given) if isinstance(rights, dict) else None
        roles = value["roles"] or []
        roles = list(roles.values()) if isinstance(roles, dict) else roles
        if held is None or not all(isinstance(role, str) for role in roles):
            raise TypeError
        return User(int(value["id"]), str(value["username"]), str(value["email"]), tuple(roles), held)
    except (AttributeError, KeyError, TypeError, ValueError) as bad:
        raise Trouble("bad_answer", "the site does not show user name, address, roles and rights") from bad


def _refused(answer: Answer) -> Trouble:
    code = answer.word("code")
    if answer.status == 401 and code:
        # WordPress answers alike whether the password is wrong or never reached it
        why = "the application password is wrong or revoked, application passwords are off, or the server drops the sign-in"
        return Trouble("refused_us", f"{why} ({code})")
    if answer.status == 403 and code.startswith(("rest_forbidden", "rest_cannot", "rest_user_cannot")):
        return Trouble("rights_missing", f"our account there may not do this ({code})")
    if answer.status in (401, 403, 404, 405, 410) and code != "rest_user_invalid_id":
        return Trouble("rest_closed", f"the REST interface is closed to us ({answer.status})")
    return Trouble("bad_answer", f"the site answered {answer.status} {code}".rstrip())
