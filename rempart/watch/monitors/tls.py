"""The certificate is accepted, and more than a third of its life is left."""

from rempart.terms.words import Words
from rempart.watch.core.kind import Eyes, Kind, Setting, Settings, Sight
from rempart.watch.core.outcome import Outcome
from rempart.watch.core.policy import LONGEST_INTERVAL_S

DAY_MS = 86_400_000
CODES = {9: "not_yet_valid", 10: "expired", 23: "revoked", 62: "wrong_name", 64: "wrong_name"}  # X509_V_ERR_...
OTHER = "untrusted"


async def look(settings: Settings, eyes: Eyes) -> Sight:
    """One third left is when renewal should have happened: whoever renews at that point has two tries more."""
    shown = await eyes.certificate(str(settings["host"]), int(settings.get("port") or 443))
    if shown.code:
        return Sight(Outcome.BAD, shown.took_ms, CODES.get(shown.code, OTHER), f"code {shown.code}")
    left, life = shown.not_after_ms - eyes.now_ms, shown.not_after_ms - shown.not_before_ms
    if left * 3 < life:
        return Sight(Outcome.POOR, shown.took_ms, "expires_soon", f"{left // DAY_MS} d")
    return Sight(Outcome.OK, shown.took_ms)


UNIT = Kind(
    id="tls",
    title=Words("Certificate", "Certificat", "证书"),
    settings=(
        Setting("host", Words("Host", "Hôte", "主机"), "host", is_needed=True),
        Setting("port", Words("Port", "Port", "端口"), "whole", initial="443", least=1),
    ),
    look=look,
    every_s=LONGEST_INTERVAL_S // 24,
    least_s=300,
    is_measured=False,
)
