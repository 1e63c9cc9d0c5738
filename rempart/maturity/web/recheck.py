"""How a stranger repeats a look from outside: one command for each control that needs nobody's leave."""

from collections.abc import Mapping
from urllib.parse import urlsplit

_TLS = "openssl s_client -connect {place} -servername {host}"
# Passive looks only: nobody may probe a site that is not theirs. Only the bare name and port of the site go in: they
# are letters, digits, dots, dashes and colons, so nothing in a pasted line is read by the shell.
COMMANDS: Mapping[str, str] = {
    "tls_certificate_valid": _TLS + " -verify_return_error -verify_hostname {host} </dev/null",
    "tls_renewed_automatically": _TLS + " </dev/null | openssl x509 -noout -dates",
    "tls_protocols_current": _TLS + " -tls1_1 -cipher DEFAULT@SECLEVEL=0 </dev/null",
    "https_everywhere": "curl -sI http://{host}/ | grep -i '^location'",
    "hsts": "curl -sI {origin}/ | grep -i '^strict-transport-security'",
    "security_headers": "curl -sI {origin}/",
    "no_version_told": "curl -s {origin}/ | grep -i 'name=.generator'",
    "no_user_names_told": "curl -s {origin}/wp-json/wp/v2/users",
    "security_txt": "curl -s {origin}/.well-known/security.txt",
    "update_lag_known": "curl -s {origin}/feed/ | grep -i '<generator>'",
}


def command(control: str, host: str) -> str:
    """`host` as in the address, with its port where it has one; empty where the look cannot be repeated by anybody."""
    if control not in COMMANDS:
        return ""
    parts = urlsplit(f"//{host}")
    name = parts.hostname or ""
    bare = f"[{name}]" if ":" in name else name
    place = f"{bare}:{parts.port or 443}"
    return COMMANDS[control].format(host=name, place=place, origin=f"https://{bare if parts.port is None else place}")
