"""A name answers, with what is expected; and nobody else has begun to answer for its zone."""

from rempart.terms.words import Words
from rempart.watch.core.kind import Eyes, Kind, Setting, Settings, Sight, lines
from rempart.watch.core.outcome import Outcome

RECORDS = ("A", "AAAA", "CNAME", "MX", "NS", "TXT", "CAA")


async def look(settings: Settings, eyes: Eyes) -> Sight:
    """Without an expected answer the first one is remembered, and a change is told (once: it is then the known one)."""
    name, record = str(settings["host"]), str(settings.get("record") or "A").upper()
    answer = await eyes.ask(name, record)
    if not answer.texts:
        return Sight(Outcome.BAD, 0, "no_record", record)
    servers = (await eyes.ask(str(settings.get("zone") or name), "NS")).texts
    found = {"answer": sorted(answer.texts), "servers": sorted(one.lower() for one in servers)}
    wanted = sorted(lines(settings.get("expected")))
    if wanted and wanted != found["answer"]:
        return Sight(Outcome.BAD, 0, "dns_changed", ", ".join(found["answer"])[:200], found)
    before = settings.get("before") or {}
    if servers and before.get("servers") not in (None, [], found["servers"]):
        return Sight(Outcome.POOR, 0, "delegation_changed", ", ".join(found["servers"])[:200], found)
    if not wanted and record not in ("A", "AAAA") and before.get("answer") not in (None, found["answer"]):
        return Sight(Outcome.POOR, 0, "dns_changed", ", ".join(found["answer"])[:200], found)
    return Sight(Outcome.OK, 0, found=found)


EXPECTED = Words(
    "One a line. Without them a change is told; addresses of delivery networks change by themselves, so not those.",
    "Une par ligne. Sans elles, un changement est signalé ; les adresses des réseaux de diffusion changent seules, sauf elles donc.",
    "每行一条。留空则在变化时提醒；内容分发网络的地址会自行变化，因此地址除外。",
)
UNIT = Kind(
    id="dns",
    title=Words("Domain name", "Nom de domaine", "域名"),
    settings=(
        Setting("host", Words("Name", "Nom", "名称"), "host", is_needed=True),
        Setting("record", Words("Record type", "Type d’enregistrement", "记录类型"), "record", initial="A"),
        Setting("zone", Words("Zone", "Zone", "区域"), "host"),
        Setting("expected", Words("Expected answers", "Réponses attendues", "预期应答"), "lines", help=EXPECTED),
    ),
    look=look,
    every_s=300,
    is_measured=False,
)
