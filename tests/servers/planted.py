"""The table of planted TLS faults: what each server shows, and what must be said of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.servers.papers import Authority, Party, Wish, sign, sign_sha1

WEAK_OK = ("-cipher", "ALL:COMPLEMENTOFALL:@SECLEVEL=0")
OLD = ("-cipher", "DEFAULT:@SECLEVEL=0")
Maker = Callable[[Authority, Path], list[Party]]


def leaf(wish: Wish | None = None) -> Maker:
    """A leaf of the trusted intermediate, with the intermediate."""
    return lambda ca, _: [sign(wish or Wish(), ca.middle), ca.middle]


@dataclass(frozen=True)
class Planted:
    """`expect` are fields of the TlsCertificate fact; `faults` its faults; `host` the name that is asked for."""

    id: str
    make: Maker
    faults: tuple[str, ...] = ()
    host: str = "localhost"
    flags: tuple[str, ...] = ()
    expect: tuple[tuple[str, object], ...] = ()


def _sha1_leaf(ca: Authority, folder: Path) -> list[Party]:
    return [sign_sha1(Wish(key="rsa2048"), ca.middle, folder), ca.middle]


def _sha1_middle(ca: Authority, folder: Path) -> list[Party]:
    middle = sign_sha1(Wish(is_ca=True, key="rsa2048", common="Old Middle"), ca.root, folder)
    return [sign(Wish(), middle), middle]


def _expired_middle(ca: Authority, _: Path) -> list[Party]:
    middle = sign(Wish(is_ca=True, common="Late Middle", begins=-90, ends=-1), ca.root)
    return [sign(Wish(), middle), middle]


def _wrong_order(ca: Authority, _: Path) -> list[Party]:
    second = sign(Wish(is_ca=True, common="Second Middle", ends=900), ca.middle)
    return [sign(Wish(), second), ca.middle, second]


RSA = Wish(key="rsa2048")
WILD = Wish(names=("*.wall.localhost",))
CERTIFICATES = (
    Planted("good_ec256", leaf(), expect=(("key_type", "ec"), ("key_bits", 256), ("signature_hash", "sha256"))),
    Planted("good_ec384", leaf(Wish(key="ec384")), expect=(("key_type", "ec"), ("key_bits", 384))),
    Planted("good_rsa2048", leaf(Wish(key="rsa2048")), expect=(("key_type", "rsa"), ("key_bits", 2048))),
    Planted("good_rsa3072", leaf(Wish(key="rsa3072")), expect=(("key_bits", 3072),)),
    Planted("good_ed25519", leaf(Wish(key="ed25519")), expect=(("key_type", "ed25519"),)),
    Planted("signed_by_root", lambda ca, _: [sign(Wish(), ca.root)]),
    Planted("root_sent_too", lambda ca, _: [sign(Wish(), ca.middle), ca.middle, ca.root]),
    Planted("wrong_order", _wrong_order),
    Planted("wildcard", leaf(WILD), host="shop.wall.localhost", expect=(("names", ("*.wall.localhost",)),)),
    Planted("wildcard_too_deep", leaf(WILD), ("wrong_name",), host="a.shop.wall.localhost"),
    Planted("wildcard_not_itself", leaf(WILD), ("wrong_name",), host="wall.localhost"),
    Planted("wrong_name", leaf(Wish(names=("elsewhere.example",))), ("wrong_name",)),
    Planted("common_name_only", leaf(Wish(names=(), common="localhost")), ("wrong_name",)),
    Planted("second_name", leaf(Wish(names=("elsewhere.example", "localhost")))),
    Planted("upper_case_name", leaf(Wish(names=("LocalHost",)))),
    Planted("address", leaf(Wish(names=("127.0.0.1",))), host="127.0.0.1", expect=(("names", ("127.0.0.1",)),)),
    Planted("address_not_named", leaf(), ("wrong_name",), host="127.0.0.1"),
    Planted("address_as_name", leaf(Wish(names=("127.0.0.2",))), ("wrong_name",), host="127.0.0.1"),
    Planted("expired", leaf(Wish(begins=-90, ends=-0.1)), ("expired",)),
    Planted("expired_long_ago", leaf(Wish(begins=-900, ends=-500)), ("expired",)),
    Planted("expired_and_wrong_name", leaf(Wish(("x.example",), ends=-1)), ("expired", "wrong_name")),
    Planted("expired_intermediate", _expired_middle, ("expired",)),
    Planted("not_yet_valid", leaf(Wish(begins=1)), ("not_yet_valid",)),
    Planted("self_signed", lambda _ca, _: [sign(Wish())], ("self_signed",)),
    Planted("self_signed_expired", lambda _ca, _: [sign(Wish(ends=-2))], ("expired", "self_signed")),
    Planted("unknown_root_unsent", lambda ca, _: [sign(Wish(), ca.foreign)], ("untrusted",)),
    Planted("unknown_root_sent", lambda ca, _: [sign(Wish(), ca.foreign), ca.foreign], ("untrusted",)),
    Planted("missing_intermediate", lambda ca, _: [sign(Wish(tells_issuer=True), ca.middle)], ("incomplete",)),
    Planted("sha1_leaf", _sha1_leaf, ("weak_signature",), flags=OLD, expect=(("signature_hash", "sha1"),)),
    Planted("sha1_intermediate", _sha1_middle, ("weak_signature",), flags=OLD),
    Planted("rsa1024", leaf(Wish(key="rsa1024")), ("other",), flags=OLD, expect=(("key_bits", 1024),)),
    Planted("for_clients_only", leaf(Wish(usage="client")), ("other",)),
    Planted("third_of_life_left", leaf(Wish(begins=-60, ends=29))),
    Planted("lasts_six_days", leaf(Wish(begins=-1, ends=5))),
    Planted("lasts_three_years", leaf(Wish(begins=-5, ends=1090))),
    Planted("three_hundred_names", leaf(Wish(names=(*(f"n{i}.example" for i in range(300)), "localhost")))),
)


@dataclass(frozen=True)
class Versions:
    """Protocol switches of s_server, the versions that must be found, and what else."""

    id: str
    flags: tuple[str, ...]
    accepted: tuple[str, ...]
    is_weak: bool = False
    has_forward_secrecy: bool = True
    wish: Wish = RSA


ALL = ("TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3")
PROTOCOLS = (
    Versions("only_10", ("-tls1", *OLD), ALL[:1]),
    Versions("only_11", ("-tls1_1", *OLD), ALL[1:2]),
    Versions("only_12", ("-tls1_2",), ALL[2:3]),
    Versions("only_13", ("-tls1_3",), ALL[3:]),
    Versions("old_two", ("-min_protocol", "TLSv1", "-max_protocol", "TLSv1.1", *OLD), ALL[:2]),
    Versions("all_four", ("-min_protocol", "TLSv1", *OLD), ALL),
    Versions("current_two", ("-min_protocol", "TLSv1.2"), ALL[2:]),
    Versions("middle_two", ("-min_protocol", "TLSv1.1", "-max_protocol", "TLSv1.2", *OLD), ALL[1:3]),
    Versions("null_suites", ("-tls1_2", "-cipher", "NULL-SHA256:AES128-SHA256:@SECLEVEL=0"), ALL[2:3], True, False),
    Versions("static_rsa", ("-tls1_2", "-cipher", "AES128-SHA:AES256-SHA"), ALL[2:3], False, False),
    Versions("anonymous", ("-tls1_2", "-cipher", "ADH-AES128-SHA256:AES128-SHA256:@SECLEVEL=0"), ALL[2:3], True, False),
    Versions("ec_key", ("-min_protocol", "TLSv1.2"), ALL[2:], wish=Wish(key="ec256")),
    Versions("all_with_null", ("-min_protocol", "TLSv1", *WEAK_OK), ALL, is_weak=True),
)
