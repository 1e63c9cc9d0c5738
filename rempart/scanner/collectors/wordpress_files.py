"""Files and folders that should not answer strangers: copies of wp-config, logs, listings, open installers."""

from collections.abc import Sequence

from rempart.facts.wordpress_exposure import WordPressFiles
from rempart.scanner.core.collector import Collector, Exchange, Look
from rempart.scanner.core.wordpress import files
from rempart.scanner.core.wordpress.signs import Home
from rempart.scanner.core.wordpress.visit import find, get, made_up, still_welcome
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass

RANGE = (("range", f"bytes=0-{files.HEAD_BYTES - 1}"),)  # logs may be huge; the beginning tells


async def collect(look: Look) -> Sequence[WordPressFiles]:
    """Each path is known by its content, and only when a made-up path does not answer the same."""
    home = await find(look)
    nowhere = await get(look, home.core + files.MADE_UP_PATH.format(name=made_up(look)))
    found: dict[str, list[str]] = {}
    for trace in files.TRACES:
        answer = await _ask(look, home, trace)
        if files.is_there(trace, answer, nowhere):
            found.setdefault(trace.list, []).append(trace.path)
    runs = await _php_in_uploads(look, home)
    await still_welcome(look, home)
    return [
        WordPressFiles(
            told=tuple(found.get("told", ())),
            logs=tuple(found.get("logs", ())),
            config_copies=tuple(found.get("config_copies", ())),
            listings=tuple(found.get("listings", ())),
            php_in_uploads=runs,
            installer_open="installer" in found,
            looked_for=len(files.TRACES) + 1,
        )
    ]


async def _ask(look: Look, home: Home, trace: files.Trace) -> Exchange:
    root = {"base": home.base, "core": home.core, "content": home.content}[trace.root]
    if trace.list == "logs" and home.base.startswith(look.target.origin):
        return await look.fetch(root + trace.path, headers=RANGE)
    return await get(look, root + trace.path)


async def _php_in_uploads(look: Look, home: Home) -> bool | None:
    nowhere = await get(look, home.content + files.UPLOADS_MADE_UP.format(name=made_up(look)))
    return files.php_runs(await get(look, home.content + files.UPLOADS_PHP), nowhere)


UNIT = Collector("wordpress_files", 1, (WordPressFiles,), EvidenceClass.OBSERVED, collect, DAY_S, 90, 56, order=60)
