"""Forms of reporting: a saved mail or its text, and the mailbox that mails are sent on to."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from rempart.directory.web.forms import PlainForm
from rempart.mail.actions.set_mailbox import MailboxWish
from rempart.mail.core.message.outlook import NoMail, as_mail, is_outlook
from rempart.mail.core.reported.limits import MAX_MAIL
from rempart.mail.store.reports import Mailbox
from rempart.mail.web.vouching_fields import own_hops_behind, own_server

PASTED = 512 * 1024  # characters


class ReportForm(forms.Form):
    """A file or what stands in it."""

    file = forms.FileField(
        label=_("The saved mail"), required=False, allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".eml,.msg,message/rfc822,application/vnd.ms-outlook"}),
        help_text=_("A file that ends in .eml or .msg, at most 16 MB. This page says how to save one."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Or its source"), required=False, max_length=PASTED, strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("The header lines, and the text if you like; “Show original” or “View source” shows them."),
    )  # fmt: skip

    too_large = _("The mail is larger than 16 MB. Paste its header lines instead.")

    def clean(self) -> dict[str, Any]:
        """One of both, and a mail."""
        cleaned = super().clean() or self.cleaned_data
        held, text = cleaned.get("file"), (cleaned.get("text") or "").strip()
        if self.errors:
            return cleaned
        if bool(held) == bool(text):
            self.add_error("file", _("Choose a file or paste the source, one of the two."))
        elif held and held.size > MAX_MAIL:
            self.add_error("file", self.too_large)
        else:
            self._read(held, text)
        return cleaned

    def _read(self, held: "UploadedFile[Any] | None", text: str) -> None:
        self._raw = held.read(MAX_MAIL + 1) if held else text.encode("utf-8", "replace")
        if held and is_outlook(self._raw):
            try:
                self._raw = as_mail(self._raw)
            except NoMail:
                self.add_error("file", _("No mail can be read out of this file of Outlook’s. Paste the header lines instead: File, Properties, “Internet headers”."))  # fmt: skip
                return
        if len(self._raw) > MAX_MAIL:
            self.add_error("file", self.too_large)
        elif not _is_mail(self._raw[:4_096]):
            self.add_error("file" if held else "text", _("This does not look like a mail: its first lines should read like “From: …” and “Subject: …”."))  # fmt: skip

    def raw(self) -> bytes:
        """The mail."""
        return self._raw


def _is_mail(begin: bytes) -> bool:
    """At least two header lines among the first ones."""
    lines = begin.replace(b"\r\n", b"\n").split(b"\n")[:60]
    heads = [line for line in lines if b":" in line and line.split(b":", 1)[0].replace(b"-", b"").isalnum()]
    return len(heads) >= 2


class MailboxForm(PlainForm):
    """The mailbox, and who vouches for senders."""

    address = forms.EmailField(label=_("Address that people write to"))
    host = forms.CharField(max_length=253, label=_("IMAP server"))
    port = forms.IntegerField(
        min_value=1, max_value=65_535, initial=993, label=_("Port"), help_text=_("Always with TLS.")
    )
    username = forms.CharField(max_length=200, label=_("User name"))
    password = forms.CharField(
        max_length=255, required=False, strip=False, label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("It is stored sealed and never shown again. Left empty, the one from before stays."),
    )  # fmt: skip
    folder = forms.CharField(max_length=100, initial="INBOX", label=_("Folder"))
    authserv_id, own_hops = own_server(), own_hops_behind()

    def wish(self) -> MailboxWish:
        """What was asked for."""
        return MailboxWish(**{name: self.cleaned_data[name] for name in self.fields})


def initial_of(row: Mailbox | None) -> dict[str, Any]:
    """As it is set; never the password."""
    if row is None:
        return {}
    names = ("address", "host", "port", "username", "folder", "authserv_id", "own_hops")
    return {name: getattr(row, name) for name in names}
