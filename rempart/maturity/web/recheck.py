"""How a stranger repeats a look from outside: one command for each control that needs nobody's leave."""

from collections.abc import Mapping

# {host} is the bare name of the site. Passive looks only: nobody may probe a site that is not theirs.
COMMANDS: Mapping[str, str] = {
    "tls_certificate_valid": "openssl s_client -connect {host}:443 -servername {host} -verify_return_error </dev/null",
    "tls_renewed_automatically": "openssl s_client -connect {host}:443 -servername {host} </dev/null | openssl x509 -noout -dates",
    "tls_protocols_current": "openssl s_client -connect {host}:443 -servername {host} -tls1_1 </dev/null",
    "https_everywhere": "curl -sI http://{host}/ | grep -i '^location'",
    "hsts": "curl -sI https://{host}/ | grep -i '^strict-transport-security'",
    "security_headers": "curl -sI https://{host}/",
    "no_version_told": "curl -s https://{host}/ | grep -i 'name=.generator'",
    "no_user_names_told": "curl -s https://{host}/wp-json/wp/v2/users",
    "security_txt": "curl -s https://{host}/.well-known/security.txt",
    "update_lag_known": "curl -s https://{host}/feed/ | grep -i '<generator>'",
}


def command(control: str, host: str) -> str:
    """Empty where the look cannot be repeated by anybody."""
    return COMMANDS[control].format(host=host) if control in COMMANDS else ""
