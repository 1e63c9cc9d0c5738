"""A caller of the SCIM server in tests: JSON in, JSON out, with a token."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from rempart.directory.store.models import Account, Organisation
from rempart.lifecycle.actions.scim_tokens import make_token

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


class Caller:
    """Holds a token of one organisation."""

    def __init__(self, actor: Account, organisation: Organisation) -> None:
        self.organisation = organisation
        self.token, self.secret = make_token(actor, organisation, "test", 30)
        self.client = Client()

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """One request below the organisation's address."""
        return self.client.generic(
            method,
            f"/scim/v2/{self.organisation.uid}/{path}",
            json.dumps(body) if body is not None else "",
            content_type="application/scim+json",
            headers={"Authorization": f"Bearer {self.secret}", **{k.replace("_", "-"): v for k, v in headers.items()}},
        )

    def user(self, user_name: str, /, **more: Any) -> dict[str, Any]:
        """A new user."""
        answer = self("POST", "Users", {"schemas": [USER], "userName": user_name, **more})
        assert answer.status_code == 201, answer.content
        return dict(answer.json())

    def group(self, name: str, *members: str) -> dict[str, Any]:
        """A new group."""
        body = {"schemas": [GROUP], "displayName": name, "members": [{"value": member} for member in members]}
        answer = self("POST", "Groups", body)
        assert answer.status_code == 201, answer.content
        return dict(answer.json())

    def patch(self, path: str, *operations: dict[str, Any], **headers: str) -> HttpResponse:
        """PATCH with these operations."""
        return self("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)}, **headers)
