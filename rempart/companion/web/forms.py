"""The code that somebody read in wp-admin."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rempart.channel.companion import wire

MAX_TYPED = 60  # sixteen letters, however they were spaced


class CodeForm(forms.Form):
    """Typed as shown, with or without hyphens; what is read as something else (O, I, L) is understood."""

    code = forms.CharField(
        max_length=MAX_TYPED,
        label=_("Code from wp-admin"),
        help_text=_("Sixteen letters and digits in groups of four, as wp-admin shows them. It is never sent."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        """Raises ValidationError for what can be no code: it would cost one of five tries there."""
        code = wire.canonical_code(str(self.cleaned_data["code"]))
        if code is None:
            raise forms.ValidationError(_("A code has sixteen letters and digits. Read it once more in wp-admin."))
        return code
