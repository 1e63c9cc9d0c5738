"""What somebody reported goes with them; what the mail was found to be stays, and names nobody."""

from django.db.models import Q

from rempart.directory.actions.action import Record
from rempart.directory.store.models import Account, Organisation
from rempart.events import mail_reports as events
from rempart.mail.core.reported.states import Letter
from rempart.mail.store.reports import Report, ReportKey, Thanks
from rempart.terms.scope import Subject


def forget_reporter(uids: list[str]) -> None:
    """Of persons and accounts: reported mails hold their addresses."""
    Report.objects.filter(Q(account__uid__in=uids) | Q(person__uid__in=uids)).delete()
    Thanks.objects.filter(account__uid__in=uids).delete()
    ReportKey.objects.filter(account__uid__in=uids).delete()


def end_reporter(record: Record, account: Account, organisation: Organisation) -> None:
    """Their keys report nothing more, and no answer is sent after them."""
    keys = ReportKey.objects.filter(account=account, organisation=organisation)
    for key in keys:
        record.event(events.KEY_ENDED, Subject("report_key", key.uid), {})
    keys.delete()
    mine = Report.objects.filter(account=account, organisation=organisation, letter=Letter.DUE)
    mine.update(letter=Letter.NONE)
