"""`rempart traffic follow SITE LOG | list | stop SITE`: counting requests from access logs of this machine."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from rempart.channel.place import state_folder
from rempart.channel.settle import settle
from rempart.cli.command import DONE, Command, UsageFault


def arguments(parser: ArgumentParser) -> None:
    """Three words. A path of this machine is named here alone, never on a page."""
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    following = words.add_parser("follow", help="count the requests of a site from its access log")
    following.add_argument("site", help="the site's address or id")
    following.add_argument("log", type=Path, help="common or combined format, one site alone in it")
    following.add_argument("--from-start", action="store_true", help="learn from what the log holds already")
    listing = words.add_parser("list", help="whose requests are counted, and how they stand")
    stopping = words.add_parser("stop", help="count no longer; what was counted goes")
    stopping.add_argument("site", help="the site's address or id")
    for one in (following, listing, stopping):
        one.add_argument("--json", action="store_true", help="one document on standard output")


def run(chosen: Namespace) -> int:
    """Works beside a running installation too."""
    import django

    django.setup()
    from rempart.daemon import prepare

    prepare.migrate(state_folder())
    code = {"follow": _follow, "list": _list, "stop": _stop}[chosen.word](chosen)
    settle(state_folder())
    return code


def _site(word: str) -> Any:
    from django.db.models import Q

    from rempart.directory.store.models import Site

    found = list(Site.objects.select_related("organisation").filter(Q(uid=word) | Q(address=word)).order_by("pk"))
    if len(found) != 1:
        raise UsageFault(f"No single site is called {word}.", "Name its id or whole address.")
    return found[0]


def _follow(chosen: Namespace) -> int:
    from rempart.watch.actions.count_requests import set_tap
    from rempart.watch.net.access_log import NoLog
    from rempart.watch.store.models import Rush

    site = _site(chosen.site)
    try:
        row = set_tap(site, chosen.log.absolute(), from_start=chosen.from_start)
    except NoLog as bad:
        raise UsageFault(f"{chosen.log} cannot be read.", "Name a plain file that this account may read.") from bad
    known = Rush.objects.filter(tap=row).count()
    sentence = f"The requests of {site.address} are counted from now on; {known // 12} hours of them are known already."
    return _say(chosen, {"site": site.uid, "bins": known}, sentence)


def _list(chosen: Namespace) -> int:
    from rempart.watch.store.models import Tap
    from rempart.watch.web.api import tap_body

    rows = [tap_body(row) for row in Tap.objects.select_related("site").order_by("site__address")]
    lines = [f"{one['address']}  {one['state']}  {one['last']} in five minutes, usually {one['usual']}" for one in rows]
    return _say(
        chosen, {"traffic": rows}, "\n".join(lines) or "Nothing is counted yet: rempart traffic follow SITE LOG"
    )


def _stop(chosen: Namespace) -> int:
    from rempart.watch.actions.count_requests import LOG, end_tap
    from rempart.watch.store.models import Tap

    row = Tap.objects.select_related("site__organisation").filter(site=_site(chosen.site)).first()
    if row is None:
        raise UsageFault(f"The requests of {chosen.site} are not counted.", "rempart traffic list")
    if row.by != LOG:
        raise UsageFault(
            "Its companion counts them.", "Disconnect the companion, or name a log: rempart traffic follow SITE LOG"
        )
    end_tap(row)
    return _say(chosen, {"stopped": chosen.site}, f"The requests of {chosen.site} are no longer counted.")


def _say(chosen: Namespace, document: dict[str, Any], sentence: str) -> int:
    print(json.dumps(document) if chosen.json else sentence)
    return DONE


UNIT = Command("traffic", "count a site's requests from its access log: follow, list, stop", arguments, run)
