"""The export of an organisation, asked for in the console: asked, stopped, handed to whoever asked, and to nobody else."""

from pathlib import Path

from django.db import transaction

from rempart.channel import sealed
from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.sealed_field import context_of
from rempart.events import tenants as events
from rempart.terms.scope import Subject
from rempart.upkeep import envelope
from rempart.upkeep.store.models import OrganisationExport
from rempart.upkeep.tenants import shelf

LONGEST = 200  # characters of a passphrase


class BadWords(ValueError):
    """The passphrase is too short, or too long to be one."""


class UnderWay(ValueError):
    """One is being made already; it is waited for, or stopped."""


class NotThere(ValueError):
    """Nothing to stop, or nothing to fetch any more."""


def ask_export(actor: Account, organisation: Organisation, words: str) -> OrganisationExport:
    """The worker begins within seconds. An earlier one of this person goes. Raises BadWords, UnderWay.

    A closed organisation can be taken along too: that is what the days before its deletion are for.
    """
    if not envelope.SHORTEST <= len(words.strip()) <= LONGEST:
        raise BadWords
    with action(actor, organisation, Permission.MANAGE_ORGANISATION, while_closed=True) as record:
        mine = OrganisationExport.objects.filter(organisation=organisation)
        if mine.filter(state__in=OrganisationExport.OPEN).exists():
            raise UnderWay
        mine.filter(state=OrganisationExport.READY, asked_by=actor).update(state=OrganisationExport.GONE)
        made = OrganisationExport(organisation=organisation, asked_by=actor, asked_at_ms=now_ms())
        made.sealed = sealed.encrypt(words.strip().encode(), context(made))
        made.save()
        record.event(events.EXPORT_ASKED, _subject(made), {})
    return made


def stop_export(actor: Account, export: OrganisationExport) -> None:
    """By anybody who may ask. What was written goes with the worker's next look. Raises NotThere."""
    with action(actor, export.organisation, Permission.MANAGE_ORGANISATION, while_closed=True) as record:
        still = OrganisationExport.objects.filter(pk=export.pk, state__in=OrganisationExport.OPEN)
        if not still.update(state=OrganisationExport.STOPPED, sealed=b"", doing="", ended_at_ms=now_ms()):
            raise NotThere
        record.event(events.EXPORT_STOPPED, _subject(export), {})


def begin_handing_out(actor: Account, export: OrganisationExport) -> Path:
    """The file, for whoever asked alone; each time it is taken stands in the record. Raises NotThere."""
    with action(actor, export.organisation, Permission.MANAGE_ORGANISATION, while_closed=True) as record:
        file = shelf.file_of(export)
        if not is_there_for(actor, export) or not file.is_file():
            raise NotThere
        record.event(events.EXPORT_FETCHED, _subject(export), {"bytes": export.bytes})
    return file


def is_there_for(account: Account, export: OrganisationExport) -> bool:
    """May it be fetched now, by this person?"""
    is_ready = export.state == OrganisationExport.READY and (export.until_ms or 0) > now_ms()
    return is_ready and export.asked_by_id == account.pk


def note_handed_out(export: OrganisationExport) -> None:
    """All of it has left: it is not kept any longer. Twice is once."""
    with transaction.atomic():
        mine = OrganisationExport.objects.filter(pk=export.pk, state=OrganisationExport.READY)
        mine.update(state=OrganisationExport.GONE, fetched_at_ms=now_ms())
        transaction.on_commit(lambda: shelf.file_of(export).unlink(missing_ok=True))


def context(export: OrganisationExport) -> str:
    """What binds the sealed passphrase to its row."""
    return context_of(export, "sealed")


def _subject(export: OrganisationExport) -> Subject:
    return Subject("export", export.uid)
