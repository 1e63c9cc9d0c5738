"""Content security policies: quoting, fallback, nonces, several policies, meta tags."""

import pytest

from rempart.scanner.core.headers.csp import judge
from rempart.terms.state import State

CSP = "content-security-policy"
META = '<html><head><meta http-equiv="{name}" content="{policy}"></head></html>'

MET = [
    ("default-src 'none'", "csp_default_none"),
    ("default-src", "csp_default_none"),  # no source is 'none'
    ("DEFAULT-SRC 'NONE'", "csp_default_none"),
    ("default-src 'self'", "csp_strict"),
    ("default-src 'self';;; ; script-src 'none'", "csp_strict"),
    ("object-src 'none'; script-src 'self' https://cdn.example", "csp_styles_inline"),  # styles may come from anywhere
    ("default-src 'self'; script-src 'nonce-r4nd0mr4nd0m' 'unsafe-inline'", "csp_strict"),
    ("default-src 'self'; script-src 'sha256-abc=' 'unsafe-inline'", "csp_strict"),
    ("default-src 'self'; script-src 'strict-dynamic' 'nonce-r4nd0m' https: 'unsafe-inline'", "csp_strict"),
    ("default-src 'self'; style-src 'unsafe-inline'", "csp_styles_inline"),
    ("default-src 'self'; img-src http:", "csp_images_clear_text"),
    ("default-src 'self'; img-src * data:", "csp_strict"),
    ("default-src 'none'; report-uri /a; report-uri /b", "csp_default_none"),
    ("default-src\n 'none'", "csp_default_none"),
]
NOT_MET = [
    ("", "csp_invalid"),
    ("  ", "csp_invalid"),
    ("defa", "csp_invalid"),
    ("default-src 'none'; default-src 'self'", "csp_invalid"),
    ("default-src 'none'; script-src 'strict-dynamic'", "csp_invalid"),
    ("script-src 'unsafe-inline'", "csp_scripts_unsafe"),
    ("script-src 'self'", "csp_scripts_unsafe"),  # objects are left open
    ("object-src 'none'", "csp_scripts_unsafe"),  # scripts are left open
    ("upgrade-insecure-requests", "csp_scripts_unsafe"),
    ("frame-ancestors 'none'", "csp_scripts_unsafe"),
    ("default-src *", "csp_scripts_unsafe"),
    ("default-src 'self'; script-src data:", "csp_scripts_unsafe"),
    ("default-src 'self'; script-src https://*", "csp_scripts_unsafe"),
    ("default-src unsafe-inline https:", "csp_scripts_unsafe"),  # the quotes are missing, and https: is open
    ("default-src 'self'; script-src http://cdn.example", "csp_clear_text"),
    ("default-src 'self'; font-src ftp://cdn.example", "csp_clear_text"),
    ("default-src 'self' 'unsafe-eval'", "csp_eval"),
    ("default-src 'self'; style-src 'unsafe-eval'", "csp_eval"),
]


@pytest.mark.parametrize(("policy", "code"), MET)
def test_met(site, policy, code):
    judged = judge(site({CSP: policy}))
    assert (judged.state, judged.code) == (State.MET, code)


@pytest.mark.parametrize(("policy", "code"), NOT_MET)
def test_not_met(site, policy, code):
    judged = judge(site({CSP: policy}))
    assert (judged.state, judged.code) == (State.NOT_MET, code)


def test_missing_reported_only_and_unanswered(site):
    assert judge(site()).code == "csp_missing"
    assert judge(site({f"{CSP}-report-only": "default-src 'none'"})).code == "csp_report_only"
    assert judge(site(http=None, https=None)).state == State.UNKNOWN


def test_clear_text_is_no_fault_of_a_page_that_is_itself_in_clear(site):
    policy = {CSP: "default-src 'self'; script-src http://cdn.example"}
    assert judge(site(policy, https=None)).code == "csp_strict"


@pytest.mark.parametrize("name", ["Content-Security-Policy", " content-SECURITY-policy "])
def test_a_meta_tag_counts(site, name):
    assert judge(site(body=META.format(name=name, policy="default-src 'none'"))).code == "csp_default_none"


@pytest.mark.parametrize("policy", ["frame-ancestors 'none'", "report-uri /x", "sandbox"])
def test_a_meta_tag_of_what_only_headers_may_say_counts_for_nothing(site, policy):
    assert judge(site(body=META.format(name=CSP, policy=policy))).code == "csp_missing"


@pytest.mark.parametrize(
    "body",
    [
        "<!-- <meta http-equiv=content-security-policy content=\"default-src 'none'\"> -->",
        "<textarea><meta http-equiv=content-security-policy content=\"default-src 'none'\"></textarea>",
        "<script>'<meta http-equiv=content-security-policy content=\"default-src 1\">'</script>",
        "<meta name=content-security-policy content=\"default-src 'none'\">",
    ],
)
def test_what_is_no_meta_tag_counts_for_nothing(site, body):
    assert judge(site(body=body)).code == "csp_missing"


@pytest.mark.parametrize(
    ("policies", "code"),
    [
        (["default-src 'self' 'unsafe-inline'", "default-src 'self'"], "csp_strict"),  # both must allow
        (["default-src 'self'", "script-src *"], "csp_strict"),
        (["upgrade-insecure-requests", "default-src 'self' 'unsafe-inline'"], "csp_scripts_unsafe"),
        (["frame-ancestors 'self'", "default-src 'none'"], "csp_default_none"),
        (["default-src https://a.example", "default-src https://b.example"], "csp_default_none"),
        (["default-src 'none'", ""], "csp_invalid"),
        ("default-src 'self', default-src 'none'", "csp_default_none"),  # one line, two policies
    ],
)
def test_several_policies_hold_together(site, policies, code):
    assert judge(site({CSP: policies})).code == code


def test_header_and_meta_hold_together(site):
    body = META.format(name=CSP, policy="default-src https:")
    assert judge(site({CSP: "default-src 'none'"}, body=body)).code == "csp_default_none"


def test_a_weakness_of_a_good_policy_is_told_in_the_reason(site):
    judged = judge(site({CSP: "default-src 'none'; script-src https://cdn.jsdelivr.net"}))
    assert judged.state == State.MET
    assert "https://cdn.jsdelivr.net" in judged.reason
