"""Beside the real peers, run through node: the figures that docs/decisions/0030-header-checks.md promises."""

import pytest

from bench import headers

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("npm")]
OURS_ON_PURPOSE = {  # where we differ from the Observatory, each with its reason in the decision
    "frames content-security-policy: frame-ancestors *",
    "csp content-security-policy: ['upgrade-insecure-requests', \"default-src 'self' 'unsafe-inline'\"]",
    "hsts strict-transport-security: max-age=abc",
    "hsts strict-transport-security: max-age = 31536000",
    "hsts strict-transport-security: max-age=1; max-age=31536000",
    "cookies set-cookie: ['wordpress_logged_in_x=1; Secure']",
    "frames <meta http-equiv=content-security-policy content=\"default-src 'self'; frame-ancestors 'none'\">",
}


@pytest.fixture(scope="module")
def packages():
    """The peers, installed through npm into the cache when they are not there."""
    return headers.install()


def test_pass_and_fail_as_the_observatory_on_its_own_cases(packages):
    agreement = headers.own_cases(packages)
    assert agreement.total > 150, "the Observatory's test files were not run"
    assert agreement.share >= 0.98, agreement.differs


def test_grave_findings_as_csp_evaluator(packages):
    agreement = headers.policies(packages)
    assert agreement.total > 200, "csp-evaluator's test files were not run"
    assert agreement.share >= 0.95, agreement.differs


def test_we_differ_only_where_we_say_so(packages):
    assert set(headers.varied(packages).differs) == OURS_ON_PURPOSE
