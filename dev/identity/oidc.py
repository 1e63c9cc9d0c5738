"""npm's oidc-provider as a process on loopback: a real OpenID Connect server with a sign-in page."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from dev.identity.node import serving

PACKAGE = "oidc-provider@9.13.3"


@contextmanager
def running(
    port: int, client: str, secret: str, redirect: str, emails: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Its issuer. Whoever types a name on its page is that person; `emails` is what it claims of them."""
    address = f"http://127.0.0.1:{port}/.well-known/openid-configuration"
    with serving(PACKAGE, "oidc.mjs", [str(port), client, secret, redirect], emails or {}, address):
        yield f"http://localhost:{port}"
