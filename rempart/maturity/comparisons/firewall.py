"""Generic host or one made for WordPress: web application firewall (CMPR-02)."""

from rempart.maturity.core.hosting_kinds import Comparison

UNIT = Comparison(
    id="firewall",
    row="CMPR-02",
    position=2,
    feature="Web application firewall",
    generic="General rules against web attacks",
    wordpress="Tuned for WordPress: sign-in abuse, XML-RPC, known plug-in flaws",
    question="Does the firewall know WordPress: its sign-in, XML-RPC and plug-in flaws?",
    controls=(
        "sql_injection_stopped",
        "script_injection_stopped",
        "xmlrpc_abuse_stopped",
        "known_plugin_exploits_stopped",
    ),
    source_line=20,
)
