"""Forms of ways out, of one's own mails and of past drills."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rempart.directory.web.forms import PlainForm
from rempart.mail.actions.profiles import PLAIN, Wish
from rempart.mail.core.drill.gophish import MAX_BYTES
from rempart.mail.core.drill.phish_scale import CUES
from rempart.mail.core.drill.template import MAX_DAYS, MAX_SUBJECT, MAX_TEXT, BadTemplate, read
from rempart.mail.net.crew import MOST_LINES
from rempart.mail.net.signing import MAX_KEY, BadKey, public_of
from rempart.mail.net.smtp import NONE, STARTTLS, TLS
from rempart.mail.store.drill import Profile
from rempart.mail.web.drill_cues import CUE_WORDS
from rempart.mail.web.drill_words import LANGUAGES, TEMPLATE_FAULTS

STAGES = (1, 2)
ATTACHED = [
    ("", gettext_lazy("none")),
    ("archive", gettext_lazy("a harmless archive")),
    ("document", gettext_lazy("a harmless page")),
]


class ProfileForm(PlainForm):
    """The organisation's own mail server."""

    name = forms.CharField(max_length=100, label=gettext_lazy("Name"))
    host = forms.CharField(max_length=253, label=gettext_lazy("Server"))
    port = forms.IntegerField(min_value=1, max_value=65_535, initial=587, label=gettext_lazy("Port"))
    tls = forms.ChoiceField(
        label=gettext_lazy("Encryption"),
        choices=[(STARTTLS, gettext_lazy("STARTTLS (usually port 587)")), (TLS, gettext_lazy("TLS (usually port 465)")), (NONE, gettext_lazy("not encrypted (on this machine only)"))],
    )  # fmt: skip
    username = forms.CharField(max_length=200, required=False, label=gettext_lazy("User name"))
    password = forms.CharField(
        max_length=300, required=False, strip=False, label=gettext_lazy("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("It is stored sealed and never shown again. Left empty, the one from before stays, for the same server and user."),
    )  # fmt: skip
    from_address = forms.EmailField(label=gettext_lazy("Sender’s address"))
    from_name = forms.CharField(max_length=100, required=False, label=gettext_lazy("Sender’s name"), help_text=gettext_lazy("Empty: each mail brings its own."))  # fmt: skip
    dkim_selector = forms.RegexField(r"^[A-Za-z0-9._-]*$", max_length=63, required=False, label=gettext_lazy("DKIM selector"), help_text=gettext_lazy("Under which your key is published; also when your mail server signs."))  # fmt: skip
    dkim_key = forms.CharField(
        max_length=MAX_KEY, required=False, label=gettext_lazy("DKIM key (RSA, PEM)"), widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
        help_text=gettext_lazy("Only if Rempart is to sign. It is stored sealed and never shown again."),
    )  # fmt: skip
    connections = forms.IntegerField(
        min_value=1, max_value=MOST_LINES, initial=4, label=gettext_lazy("Connections at once")
    )
    domain_a_minute = forms.IntegerField(
        min_value=1, max_value=100_000, initial=600, label=gettext_lazy("Mails a minute to one domain")
    )

    @staticmethod
    def of(row: Profile) -> dict[str, Any]:
        """Everything but secrets."""
        return {name: getattr(row, name) for name in PLAIN}

    def clean_dkim_key(self) -> str:
        """A key that verifies, or none."""
        pem = str(self.cleaned_data["dkim_key"]).strip()
        if pem:
            try:
                public_of(pem)
            except BadKey:
                raise forms.ValidationError(
                    _("An RSA key in PEM of 1024 to 2048 bits, without a passphrase.")
                ) from None
        return pem

    def wish(self) -> Wish:
        """What was asked for."""
        return Wish(**self.cleaned_data)


class TemplateForm(PlainForm):
    """One or two mails in up to three languages, as plain text."""

    name = forms.CharField(max_length=100, label=gettext_lazy("Name"))
    cues = forms.MultipleChoiceField(
        required=False, label=gettext_lazy("By what it can be seen through"), widget=forms.CheckboxSelectMultiple,
        choices=[(name, CUE_WORDS[name]) for name in CUES],
    )  # fmt: skip
    attachment = forms.ChoiceField(required=False, choices=ATTACHED, label=gettext_lazy("Attachment"))
    after_days = forms.IntegerField(
        required=False, min_value=0, max_value=MAX_DAYS, initial=0, label=gettext_lazy("Days before the second mail")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, title in LANGUAGES.items():
            self.fields[f"{language}_sender"] = forms.CharField(
                max_length=100, required=False, label=_("Sender’s name (%(language)s)") % {"language": title}
            )
            for stage in STAGES:
                said = {"language": title, "n": stage}
                subject = forms.CharField(
                    max_length=MAX_SUBJECT, required=False, label=_("Subject %(n)d (%(language)s)") % said
                )
                text = forms.CharField(
                    max_length=MAX_TEXT,
                    required=False,
                    label=_("Text %(n)d (%(language)s)") % said,
                    widget=forms.Textarea(attrs={"rows": 6}),
                )
                button = forms.CharField(max_length=100, required=False, label=_("Button %(n)d (%(language)s)") % said)
                self.fields |= {
                    f"{language}_subject_{stage}": subject,
                    f"{language}_text_{stage}": text,
                    f"{language}_button_{stage}": button,
                }

    @staticmethod
    def of(name: str, body: dict[str, Any]) -> dict[str, Any]:
        """What stands in the fields at first."""
        first = {
            "name": name,
            "cues": body.get("cues", []),
            "attachment": body.get("attachment", ""),
            "after_days": body.get("after_days", 0),
        }
        for language in LANGUAGES:
            words = body.get(language, {})
            first[f"{language}_sender"] = words.get("sender", "")
            for stage, mail in enumerate(words.get("mails", []), 1):
                first |= {f"{language}_{part}_{stage}": mail[part] for part in ("subject", "text", "button")}
        return first

    def body(self) -> dict[str, Any]:
        """As templates are kept."""
        said = self.cleaned_data
        body: dict[str, Any] = {
            "cues": said["cues"],
            "attachment": said["attachment"],
            "after_days": said["after_days"] or 0,
        }
        for language in LANGUAGES:
            mails = [
                {part: said[f"{language}_{part}_{stage}"] for part in ("subject", "text", "button")}
                for stage in STAGES if said[f"{language}_subject_{stage}"] or said[f"{language}_text_{stage}"]
            ]  # fmt: skip
            if mails:
                body[language] = {
                    "title": said["name"],
                    "what": "",
                    "sender": said[f"{language}_sender"],
                    "mails": mails,
                    "marks": {},
                }
        return body

    def clean(self) -> dict[str, Any]:
        """Each fault at its field."""
        said = super().clean()
        if not self.errors:
            try:
                read(self.body())
            except BadTemplate as bad:
                for code, where in bad.faults:
                    language, _dot, rest = where.partition(".")
                    stage, _dot, part = rest.partition(".")
                    name = f"{language}_{part}_{stage}"
                    words = TEMPLATE_FAULTS.get(code.split(" ")[0], TEMPLATE_FAULTS["bad_text"])
                    self.add_error(name if name in self.fields else None, str(words))
        return said


class PastForm(forms.Form):
    """An export of gophish."""

    file = forms.FileField(
        label=gettext_lazy("Campaign as JSON, or results as CSV"), max_length=255,
        help_text=gettext_lazy("At most 32 MB. Names and addresses in it are counted and not kept."),
    )  # fmt: skip

    def clean_file(self) -> Any:
        """Not too large."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 32 MB. Export one campaign at a time."))
        return file
