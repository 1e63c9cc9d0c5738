"""Forms of updates: a package, and what is looked at."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rempart.directory.web.forms import PlainForm
from rempart.terms.journey import BadStep, steps
from rempart.updates.core.package import MAX_PACKED
from rempart.updates.web.words import refusal_text

MAX_PAGES = 20  # lines
MAX_TEXT = 6_000


class PackageForm(PlainForm):
    """A file, or the address of one."""

    file = forms.FileField(
        label=_("Package (zip)"), required=False, widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
        help_text=_("A plug-in, a theme or WordPress itself, at most 128 MB."),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Or its address"), required=False, max_length=2_000,
        widget=forms.URLInput(attrs={"autocomplete": "off"}), help_text=_("https alone; redirects are not followed."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of both."""
        cleaned = super().clean()
        held = cleaned.get("file")
        if bool(held) == bool(cleaned.get("address")):
            self.add_error("file", _("Name a file or an address, one of the two."))
        elif held and held.size > MAX_PACKED:
            self.add_error("file", refusal_text("too_large"))
        return cleaned


class HabitForm(PlainForm):
    """Pages and steps, one a line."""

    pages = forms.CharField(
        label=_("Pages that are photographed"), required=False, max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_("One path a line, as /shop/. Empty: the first five that are found. All pages are opened in any case."),
    )  # fmt: skip
    steps = forms.CharField(
        label=_("Journey"), required=False, max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_("One step a line: GET /cart => words that must be there. It is walked on the copy and on the live site: only what may happen there."),
    )  # fmt: skip

    def __init__(self, *args: Any, address: str, **named: Any) -> None:
        super().__init__(*args, **named)
        self._address = address

    def clean_pages(self) -> str:
        """Paths of this site."""
        lines = [line.strip() for line in self.cleaned_data["pages"].splitlines() if line.strip()]
        if len(lines) > MAX_PAGES or any(not line.startswith("/") or line.startswith("//") for line in lines):
            raise forms.ValidationError(_("One path a line that begins with /, at most 20."))
        return "\n".join(lines)

    def clean_steps(self) -> str:
        """As the watch-tower reads them."""
        text = str(self.cleaned_data["steps"])
        try:
            steps(self._address, text)
        except BadStep as bad:
            raise forms.ValidationError(_("Line %(n)s is no step.") % {"n": bad.number}) from bad
        return text
