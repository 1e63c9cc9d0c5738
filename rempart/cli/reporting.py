"""A report from the command line: the same files as the console's downloads."""

import django

from rempart.channel.place import state_folder
from rempart.cli.command import UsageFault
from rempart.scanner.core.target import BadAddress, parse_target


def make(address: str, kind: str, language: str) -> bytes:
    """Raises UsageFault for an address that was never measured, and for a name the PDF has no letters for."""
    try:
        target = parse_target(address)
    except BadAddress as bad:
        raise UsageFault(str(bad)) from bad
    django.setup()
    from rempart.daemon import prepare
    from rempart.maturity.store.models import LevelRow
    from rempart.maturity.web.reports.files import FORMATS
    from rempart.maturity.web.reports.pdf import CannotPrint
    from rempart.maturity.web.reports.subject import subject_of

    prepare.migrate(state_folder())
    row = (
        LevelRow.objects.select_related("site__organisation")
        .filter(site__address=target.url(""))
        .order_by("pk")
        .first()
    )
    if row is None:
        raise UsageFault(f"{target.url('')} was never measured here.", f"Measure it first: rempart assess {address}")
    try:
        return FORMATS[kind][1](subject_of(row.site, language))
    except CannotPrint as cannot:
        raise UsageFault(str(cannot)) from cannot
