"""A real name server on loopback: a whole zone, a bare one, and an address without any."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import MappingProxyType

from dev.recording.scene import Fixtures, Scene, Stand
from rempart.scanner.net.options import Limits
from tests.servers.names import name_server

HOST = "www.shop.example"
KEY = "257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ=="
WHOLE: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        f"{HOST} A": ["300 CNAME edge.cdn.example.net", "edge.cdn.example.net 60 A 127.0.0.1"],
        f"{HOST} AAAA": ["300 CNAME edge.cdn.example.net"],
        "shop.example NS": ["86400 NS ns2.host.example.org", "86400 NS ns1.other.example"],
        "shop.example DS": ["300 DS 2371 13 2 " + "ab" * 32],
        "shop.example DNSKEY": [f"300 DNSKEY {KEY}"],
        "shop.example CAA": ['300 CAA 0 issue "letsencrypt.org"'],
        "shop.example MX": ["300 MX 10 mail.shop.example"],
        "shop.example TXT": ['300 TXT "v=spf1 mx -all"'],
        "_dmarc.shop.example TXT": ['300 TXT "v=DMARC1; p=reject"'],
        "_mta-sts.shop.example TXT": ['300 TXT "v=STSv1; id=1"'],
        "google._domainkey.shop.example TXT": ['300 TXT "v=DKIM1; k=rsa; p=AAAA"'],
    }
)
BARE: Mapping[str, Sequence[str]] = MappingProxyType(
    {f"{HOST} A": ["5 A 127.0.0.1"], "shop.example NS": ["5 NS ns.shop.example"]}
)
GONE: Mapping[str, Sequence[str]] = MappingProxyType({})
DNS = ("dns_addresses", "dns_delegation", "dns_mail")


def zone(records: Mapping[str, Sequence[str]], host: str = HOST) -> Callable[[Fixtures], AbstractContextManager[Stand]]:
    """A name server with these records."""

    def told(name: str, kind: str, _count: int) -> list[str] | None:
        is_known = any(key.split(" ")[0] == name for key in records)
        return list(records.get(f"{name} {kind}", ())) if is_known else None

    @contextmanager
    def stand(_: Fixtures) -> Iterator[Stand]:
        with name_server(told) as server:
            yield Stand(f"https://{host}", {"resolver": server, "limits": Limits(dns_s=2)})

    return stand


SCENES = (
    Scene("whole_zone", "good", "a signed zone with two operators and mail records", DNS, zone(WHOLE)),
    Scene("bare_zone", "broken", "a zone with an address and one name server", DNS, zone(BARE)),
    Scene("no_zone", "blind", "a name that does not exist", DNS, zone(GONE)),
    Scene("an_address", "blind", "an address instead of a name", DNS[1:], zone(GONE, "127.0.0.1")),
)
