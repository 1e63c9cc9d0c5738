"""The form of a rule of the house: one to three languages, each with its question, and a file where there is one."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from rempart.design import formats
from rempart.people.core.house_rule import MAX_ASK, MAX_FILE, MAX_TEXT, MAX_TITLE, BadVersion, Draft, Wording, check
from rempart.people.web.house_words import KINDS, LANGUAGES, fault_text

PARTS = ("title", "text", "ask", "right", "wrong_1", "wrong_2")


def _day() -> forms.DateField:
    return forms.DateField(
        label=gettext_lazy("Dated"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The day of this version, as it stands on the text."),
    )  # fmt: skip


class HouseForm(forms.Form):
    """A new version; `with_kind` for a new rule. Languages left empty are not asked."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is about"), choices=[(one.value, word) for one, word in KINDS.items()]
    )
    dated_on = _day()
    file = forms.FileField(
        label=gettext_lazy("File (PDF)"), required=False, widget=forms.ClearableFileInput(attrs={"accept": ".pdf"}),
        help_text=gettext_lazy("At most 5 MB, beside the text or instead of it. It is handed out for saving; nothing here opens it."),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, with_kind: bool) -> None:
        super().__init__(data, files)
        if not with_kind:
            del self.fields["kind"]
        for language, __ in LANGUAGES:
            for part, field in _wording().items():
                self.fields[f"{part}_{language}"] = field

    def languages(self) -> list[tuple[Any, list[Any], bool]]:
        """Each with its fields; open when something stands in it, or nothing anywhere and it is the reader's own."""
        found = {name: [self[f"{part}_{name}"] for part in PARTS] for name, __ in LANGUAGES}
        used = {name for name, fields in found.items() if any(field.value() or field.errors for field in fields)}
        is_open = used or {formats.short_language(get_language())}
        return [(word, found[name], name in is_open) for name, word in LANGUAGES]

    def clean(self) -> dict[str, Any]:
        """What a version is held to, said where it is wrong."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        upload = cleaned.get("file")
        if upload is not None and upload.size > MAX_FILE:
            self.add_error("file", fault_text("too_large"))
            return cleaned
        draft = Draft(cleaned["dated_on"], _wordings(cleaned), upload.read() if upload else b"")
        try:
            check(draft)
        except BadVersion as bad:
            why = str(bad)
            self.add_error("file" if why == "no_pdf" else None, fault_text(why))
        cleaned["draft"] = draft
        return cleaned


def _wording() -> dict[str, forms.Field]:
    """The fields of one language."""
    return {
        "title": forms.CharField(label=_("Title"), required=False, max_length=MAX_TITLE),
        "text": forms.CharField(label=_("Text"), required=False, max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 8})),
        "ask": forms.CharField(label=_("A question on it"), required=False, max_length=MAX_ASK),
        "right": forms.CharField(label=_("The right answer"), required=False, max_length=MAX_ASK),
        "wrong_1": forms.CharField(label=_("An answer that is tempting and wrong"), required=False, max_length=MAX_ASK),
        "wrong_2": forms.CharField(label=_("Another one, or nothing"), required=False, max_length=MAX_ASK),
    }  # fmt: skip


def _wordings(cleaned: dict[str, Any]) -> dict[str, Wording]:
    found = {}
    for language, __ in LANGUAGES:
        said = {part: (cleaned.get(f"{part}_{language}") or "").strip() for part in PARTS}
        if any(said.values()):
            wrongs = tuple(one for one in (said["wrong_1"], said["wrong_2"]) if one)
            found[language] = Wording(said["title"], said["text"], said["ask"], said["right"], wrongs)
    return found
