"""What DNS says of a sender's domain, asked when it is needed and never remembered."""

import asyncio
import os

from rempart.channel.guarded.bounds import Bounds
from rempart.channel.guarded.resolver import Resolver
from rempart.mail.core.drill.standing import Seen, Wrong, judge
from rempart.terms.looking import LookError

PLACE = "_rempart-drill"  # the record that proves a domain is ours stands there
LIMITS = Bounds()
MOST_LABELS = 10  # of a domain whose parents are asked
SERVER = "REMPART_RESOLVER"  # address:port of another name server than that of the system


def look(domain: str, proof: str, selector: str, public: str) -> list[Wrong]:
    """Everything that keeps this domain from sending a drill."""
    try:
        seen = asyncio.run(_ask(domain, selector))
    except LookError:
        return [Wrong.UNREACHED]
    return judge(seen, proof, selector, public)


async def _ask(domain: str, selector: str) -> Seen:
    resolver = Resolver(LIMITS, _server())
    labels = domain.split(".")[-MOST_LABELS:]
    parents = [".".join(labels[at:]) for at in range(1, len(labels) - 1)]
    proofs, own, dkim, dmarc, *above = await asyncio.gather(
        resolver.ask(f"{PLACE}.{domain}", "TXT"),
        resolver.ask(domain, "TXT"),
        resolver.ask(f"{selector or 'none'}._domainkey.{domain}", "TXT"),
        resolver.ask(f"_dmarc.{domain}", "TXT"),
        *(resolver.ask(f"_dmarc.{one}", "TXT") for one in parents),
    )
    return Seen((*proofs.texts, *own.texts), dkim.texts, dmarc.texts, [text for one in above for text in one.texts])


def _server() -> tuple[str, int] | None:
    host, _, port = os.environ.get(SERVER, "").rpartition(":")
    return (host, int(port)) if host and port.isdigit() else None
