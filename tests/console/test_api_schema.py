"""The API against its own description: whatever is sent, no fault of the server, no other form of answer, no leak."""

from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from rempart.console.api import api
from rempart.console.api_errors import PROBLEM
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
SECRET_WORDS = (b"velos", "Vélos".encode(), b"charlie@", b"Traceback", b"/rempart/")


@pytest.fixture
def secret(cast_: Cast) -> str:
    """Of a token that may do everything in one firm; the other firm's words must never come out."""
    add_site(cast_.charlie, cast_.velos, "https://velos.example")
    return make_token(cast_.alice, cast_.lavande, "fuzz", tuple(Permission), 1).secret


@schema.parametrize()
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_sent(case: Any, secret: str) -> None:
    cache.clear()  # the pace is not what is tried here
    case.headers = {**(case.headers or {}), "Authorization": f"Bearer {secret}"}
    answer = case.call()
    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    case.validate_response(answer, checks=checks)
    for word in SECRET_WORDS:
        assert word not in answer.content
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == [PROBLEM]


def test_every_operation_is_described_with_its_errors() -> None:
    for path, verbs in api.get_openapi_schema()["paths"].items():
        for verb, operation in verbs.items():
            assert operation.get("summary"), (verb, path)
            assert {"401", "403", "404", "422", "429"} <= {str(code) for code in operation["responses"]}, (verb, path)
