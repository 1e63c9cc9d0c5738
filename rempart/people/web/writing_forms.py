"""Forms of writing: what a lesson begins from, and its text in one language."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rempart.people.actions.write_lesson import Beginning
from rempart.people.core.library import lessons
from rempart.people.core.page_text import MAX_BYTES
from rempart.people.core.shelves import in_language
from rempart.registry.written import LANGUAGES
from rempart.terms.words import OWN_NAMES

BESIDE, IN_PLACE = "beside", "in_place"


class BeginForm(forms.Form):
    """A new lesson."""

    languages = forms.MultipleChoiceField(
        label=_("Languages it is to have"), choices=tuple(OWN_NAMES.items()), widget=forms.CheckboxSelectMultiple,
        help_text=_("It is published when all of these are whole."),
    )  # fmt: skip
    shipped = forms.ChoiceField(label=_("Begin with"), required=False)
    place = forms.ChoiceField(
        label=_("A copy stands"), required=False,
        choices=((BESIDE, _("beside the lesson it is made from")), (IN_PLACE, _("in its place, for this organisation"))),
        help_text=_("Beside it, nine tenths of its words have to be new; in its place you may change as little as you like."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a file of yours"), required=False, widget=forms.ClearableFileInput(attrs={"accept": ".md"}),
        help_text=_("Markdown, at most 64 KB, called something.en.md, .fr.md or .zh.md after its language."),
    )  # fmt: skip
    BOXES = ("languages",)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shelf = lessons()
        titles = [(name, found.title) for name in shelf if (found := in_language(shelf, name, language))]
        empty = ("", pgettext_lazy("lesson", "an empty frame"))
        self.fields["shipped"].choices = [empty, *titles]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A file tells its language by its name; a copy in place needs something to be a copy of."""
        cleaned = super().clean() or {}
        if cleaned.get("place") == IN_PLACE and not cleaned.get("shipped"):
            self.add_error("shipped", _("Choose the lesson in whose place it is to stand."))
        self.texts: dict[str, str] = {}
        if (file := cleaned.get("file")) is not None:
            self._read(file)
        return cleaned

    def _read(self, file: Any) -> None:
        ending = str(file.name).lower().removesuffix(".md").rpartition(".")[2]
        if ending not in LANGUAGES:
            self.add_error("file", _("Its name does not tell the language: call it something.en.md, .fr.md or .zh.md."))
        elif file.size > MAX_BYTES:
            self.add_error("file", _("It is longer than 64 KB; the longest of ours has half of that."))
        else:
            try:
                self.texts[ending] = file.read(MAX_BYTES + 1).decode("utf-8")
            except UnicodeDecodeError:
                self.add_error("file", _("It is not written in UTF-8."))

    def wish(self) -> Beginning:
        """What the action takes."""
        given = self.cleaned_data
        is_in_place = given["place"] == IN_PLACE
        return Beginning(tuple(given["languages"]), given["shipped"], is_in_place, self.texts)


class TextForm(forms.Form):
    """One language. `base` is the version that was looked at."""

    text = forms.CharField(
        label=_("Text"), required=False, strip=False, max_length=4 * MAX_BYTES,
        widget=forms.Textarea(attrs={"rows": 34, "spellcheck": "true", "class": "payload"}),
    )  # fmt: skip
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
