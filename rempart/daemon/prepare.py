"""Bring the data folder up to date before anything serves: tables, first organisation, first owner."""

import fcntl
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from rempart.channel.place import LaterRelease, database
from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.create_account import create_account
from rempart.directory.actions.create_organisation import create_organisation
from rempart.directory.actions.grant_role import grant_role
from rempart.directory.actions.replay_erasures import replay_erasures
from rempart.directory.core.provisional import PROVISIONAL
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership, Organisation
from rempart.ledger import person_keys
from rempart.ledger.person_keys_master import KmsTrouble
from rempart.upkeep import swap, upgrade

log = logging.getLogger("rempart.prepare")

MIGRATING = 0x72656D70617274  # the number of our advisory lock: "rempart"


def migrate(folder: Path) -> None:
    """Run what is missing; two processes that start together take turns, on two machines too.

    The state before is kept for `upgrade --back`. Raises LaterRelease when the tables belong to one.
    """
    with (folder / "migrate.lock").open("w") as turn, _turn_among_machines():
        fcntl.flock(turn, fcntl.LOCK_EX)
        swap.complete(folder)  # an interrupted restore is whole before anything reads
        if connection.vendor == "sqlite":
            # its journal files take over the rights; the folder may be open to others
            database(folder).touch(mode=0o600)
        executor = MigrationExecutor(connection)
        if later := upgrade.strangers():
            raise LaterRelease(f"A later release has changed the tables in {folder} ({', '.join(later[:3])}).")
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            if executor.loader.applied_migrations:
                upgrade.keep(folder, time.time_ns() // 1_000_000)
            call_command("migrate", interactive=False, verbosity=0)
        forget_again(folder)


def forget_again(folder: Path) -> None:
    """Who was erased stays erased, whatever copy of the database this is; keys lie under today's master."""
    replayed = replay_erasures(folder)
    if replayed:
        log.warning("%d erasures were carried out again: the database had been put back from a copy", replayed)
    try:
        unreadable = person_keys.rewrap(raw_connection()).unreadable
    except KmsTrouble as trouble:
        log.warning("Person keys stay closed: %s", trouble)
        return
    if unreadable:
        log.warning("%d person keys lie under a master key that is not here; put keys/persons.keys back", unreadable)


@contextmanager
def _turn_among_machines() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")  # another machine's migration is waited for, however long it takes
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])
            cursor.execute("RESET lock_timeout")


def first_organisation() -> Organisation:
    """The organisation of the person at this shell, made at the first start."""
    return Organisation.objects.order_by("pk").first() or create_organisation("", None)


def first_owner() -> Account:
    """The owner who comes in by the printed link; without an address of its own until it is given one."""
    organisation = first_organisation()
    member = Membership.objects.filter(organisation=organisation, role=Role.OWNER).select_related("account").first()
    if member is not None:
        return member.account
    account = create_account(organisation, f"owner-{organisation.uid}{PROVISIONAL}", None)
    grant_role(organisation, account, Role.OWNER)
    return account
