"""What the site's domain publishes against forged mail in its name."""

import asyncio
from collections.abc import Sequence

from rempart.facts.dns_names import DnsMail
from rempart.scanner.core.collector import Collector, Look, LookError
from rempart.scanner.core.dns_texts import DKIM_SELECTORS, has_dkim_key, tagged
from rempart.terms.addresses import literal
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass


async def collect(look: Look) -> Sequence[DnsMail]:
    """Of the registrable domain: that is the name after the @. DKIM selectors can only be guessed."""
    if literal(look.target.host) is not None:
        raise LookError("cannot_tell", f"{look.target.host} is an address and receives no mail", is_error=False)
    domain = look.registrable(look.target.host)
    mx, texts, dmarc, sts = await asyncio.gather(
        look.resolve(domain, "MX"),
        look.resolve(domain, "TXT"),
        look.resolve(f"_dmarc.{domain}", "TXT"),
        look.resolve(f"_mta-sts.{domain}", "TXT"),
    )
    keys = await asyncio.gather(*(look.resolve(f"{name}._domainkey.{domain}", "TXT") for name in DKIM_SELECTORS))
    return [
        DnsMail(
            mx=mx,
            spf=tagged(texts, "v=spf1"),
            dmarc=tagged(dmarc, "v=DMARC1"),
            dkim_selectors=tuple(n for n, found in zip(DKIM_SELECTORS, keys, strict=True) if has_dkim_key(found)),
            has_mta_sts=tagged(sts, "v=STSv1") is not None,
        )
    ]


UNIT = Collector("dns_mail", 1, (DnsMail,), EvidenceClass.OBSERVED, collect, DAY_S, 20, 0, order=3)
