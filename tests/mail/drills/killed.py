"""Sends a drill in forked workers, so that they can be killed: `STATE PORT PEOPLE`; then a word a line on stdin.

`go` forks one and prints its number; it sends until nothing is due, or until it is killed. `count` prints the states.
Django is loaded once: a fork begins in milliseconds.
"""

import json
import os
import sys
from pathlib import Path

from rempart.channel.place import DATABASE

LEASE_MS = 400  # in earnest a minute; here a killed worker is followed at once


def ready(state: Path, port: int, people: int) -> int:
    """A drill whose mails are all due; its number."""
    os.environ |= {"REMPART_DATA": str(state), "DJANGO_SETTINGS_MODULE": "rempart.console.settings"}
    os.environ |= {"REMPART_ALLOW_PRIVATE": "1", "REMPART_ORIGINS": "https://console.lavande.example"}
    import django

    django.setup()
    from django.core.management import call_command

    if not (state / DATABASE).exists():
        call_command("migrate", verbosity=0)
    from rempart.mail.actions.plan_campaign import plan_one
    from tests.cast import make_cast
    from tests.mail.drills import house

    cast = make_cast()
    house.crowd(cast.lavande, people)
    row = house.campaign(cast.alice, cast.lavande, house.way_out(cast.alice, cast.lavande, port))
    house.begin(row)
    assert plan_one()
    house.all_due(row)
    return int(row.pk)


def send(campaign: int) -> None:
    """A worker's life."""
    import time

    from rempart.mail.actions.send_due import send_due
    from rempart.mail.store.drill import Campaign

    while True:
        Campaign.objects.filter(pk=campaign).update(next_ms=0)
        send_due(LEASE_MS, 60.0)
        if not Campaign.objects.filter(pk=campaign, state="running").exists():
            return
        time.sleep(0.02)


def main() -> None:
    """Until stdin ends."""
    campaign = ready(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    from django.db import connections

    from rempart.mail.store import outbox
    from rempart.mail.store.drill import Campaign

    connections.close_all()
    print("ready", flush=True)
    child = 0
    for line in sys.stdin:
        if line == "go\n":
            child = os.fork()
            if not child:
                send(campaign)
                os._exit(0)
            print(child, flush=True)
        elif line == "wait\n":
            print(os.waitpid(child, 0)[1], flush=True)
        else:
            row = Campaign.objects.get(pk=campaign)
            told = {**outbox.counts(row), "state": row.state}
            connections.close_all()
            print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
