"""A port lets connections in: mail, database, a game; whatever speaks no HTTP."""

from rempart.terms.words import Words
from rempart.watch.core.kind import Eyes, Kind, Setting, Settings, Sight
from rempart.watch.core.outcome import Outcome


async def look(settings: Settings, eyes: Eyes) -> Sight:
    """One connection, closed at once."""
    return Sight(Outcome.OK, await eyes.knock(str(settings["host"]), int(settings["port"])))


UNIT = Kind(
    id="tcp",
    title=Words("Port", "Port", "端口"),
    settings=(
        Setting("host", Words("Host", "Hôte", "主机"), "host", is_needed=True),
        Setting("port", Words("Port", "Port", "端口"), "whole", is_needed=True, least=1),
    ),
    look=look,
)
