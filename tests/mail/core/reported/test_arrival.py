"""Nobody is recognised by what a mail says of itself; attack of promise A-RP2."""

import pytest

from rempart.mail.core.reported.arrival import proven_sender

MX = "mx.lavande.example"
GOOD = f"Authentication-Results: {MX}; spf=pass smtp.mailfrom=lavande.example; dkim=pass header.d=lavande.example;\r\n dmarc=pass (p=reject) header.from=lavande.example\r\n"
FROM = "From: Lena <Lena@lavande.example>\r\n"
GOT = "Received: by mx.lavande.example; Mon, 2 Nov 2026\r\n"
END = "Subject: FW\r\n\r\ntext"


def proven(head: str, hops: int = 0, name: str = MX) -> str:
    return proven_sender((head + END).encode(), name, hops)


def test_the_own_server_vouches() -> None:
    assert proven(GOOD + GOT + FROM) == "lena@lavande.example"
    inside = f"Authentication-Results: {MX}; auth=pass (plain) smtp.auth=lena@lavande.example\r\n"
    assert proven(inside + GOT + FROM) == "lena@lavande.example"


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(FROM, id="nobody says anything"),
        pytest.param(GOOD.replace(MX, "mx.evil.example") + FROM, id="another server"),
        pytest.param(GOOD.replace(MX, MX + ".evil.example") + FROM, id="a name that begins alike"),
        pytest.param(GOOD.replace("dmarc=pass", "dmarc=fail") + FROM, id="it failed"),
        pytest.param(GOOD.replace("header.from=lavande", "header.from=evil") + FROM, id="of another domain"),
        pytest.param(GOT + GOOD + FROM, id="below what the own server wrote: brought along"),
        pytest.param(GOOD.replace("dmarc=pass", "dmarc=fail") + GOOD + FROM, id="the true one fails, a forged one passes"),
        pytest.param(GOOD + GOT + GOOD.replace("dmarc=pass", "dmarc=none") + FROM, id="two that differ"),
        pytest.param(GOOD + FROM + FROM.replace("Lena@", "Paul@"), id="two senders"),
        pytest.param(GOOD + "From: lena@lavande.example, paul@lavande.example\r\n", id="two in one"),
        pytest.param(GOOD.replace("dmarc=pass", "x-dmarc=pass") + FROM, id="another method"),
        pytest.param(f"Authentication-Results: {MX}; none (dmarc=pass header.from=lavande.example)\r\n" + FROM, id="in a comment"),
        pytest.param(f"Authentication-Results: {MX}; auth=pass smtp.auth=mallory@lavande.example\r\n" + FROM, id="a colleague's sign-in"),
        pytest.param(f"Authentication-Results: {MX}; spf=pass smtp.mailfrom=lavande.example\r\n" + FROM, id="spf alone"),
    ],
)  # fmt: skip
def test_what_proves_nothing(head: str) -> None:
    assert proven(head) == ""


def test_own_servers_behind_the_one_that_checks_are_counted() -> None:
    assert proven(GOT + GOOD + FROM, hops=1) == "lena@lavande.example"
    assert proven(GOT + GOT + GOOD + FROM, hops=1) == ""


def test_without_a_name_nobody_is_believed() -> None:
    assert proven(GOOD + FROM, name="") == ""
