"""A document offered as evidence, as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rempart.maturity.actions.offer_document import MAX_BYTES, MAX_DAYS
from rempart.maturity.store.catalogue import catalogue
from rempart.maturity.web.texts import Texts


class DocumentForm(forms.Form):
    """Stones that a document can prove come first; the others take it as a claim."""

    control = forms.ChoiceField(label=_("For which stone"))
    title = forms.CharField(label=_("Title"), max_length=200)
    issuer = forms.CharField(label=_("Issued by"), max_length=200, help_text=_("The firm or person that signed it."))
    issued_by_host = forms.BooleanField(label=_("The host issued it"), required=False)
    days = forms.IntegerField(label=_("For how many days it holds"), min_value=1, max_value=MAX_DAYS, initial=MAX_DAYS)
    file = forms.FileField(label=_("File"), max_length=255, help_text=_("At most 10 MB. It is kept as it is and never opened here."))  # fmt: skip

    def __init__(self, *args: Any, texts: Texts, **rest: Any) -> None:
        super().__init__(*args, **rest)
        units = sorted(catalogue().controls.values(), key=lambda unit: (unit.dimension.value, int(unit.level), unit.id))
        can = [(unit.id, texts.control(unit.id).title) for unit in units if "D" in texts.control(unit.id).proofs]
        rest_of = [(unit.id, texts.control(unit.id).title) for unit in units if (unit.id not in dict(can))]
        self.fields["control"].choices = [  # type: ignore[attr-defined]
            (_("A document can prove it"), can),
            (_("It counts as claimed"), rest_of),
        ]
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_helptext"

    def clean_file(self) -> Any:
        """Looked at before a byte is read into memory. Raises ValidationError."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("Choose a file of at most 10 MB."))
        return file
